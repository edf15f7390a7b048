import type { HookDescription, PluginDescription } from '@gangway/composition';
import type { DeviceRecord } from '@gangway/core';
import { type FleetDevice, fleetOf, generateFleet } from '@gangway/rehearsal';
import { CliFault } from '../cli-fault.js';
import type { RehearseInput } from '../commands/rehearse.js';
import type { Io } from '../terminal/io.js';
import { devicesOfList, devicesOfRegistry } from './listed-devices.js';
import type { RehearsalSettings } from './rehearsal-settings.js';

/** Who comes, and what the registry knows of each. */
export interface GatheredDevices {
  readonly devices: readonly FleetDevice[];
  readonly records: readonly DeviceRecord[];
  /** Devices of the same list that stay away: real ones may come as them. */
  readonly others: readonly DeviceRecord[];
}

/** How many are made up where nobody says how many. */
const usualCount = 100;

interface Surroundings {
  readonly settings: RehearsalSettings;
  readonly description?: Pick<HookDescription, 'plugins'>;
  readonly templateName: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly io: Io;
}

/**
 * The fleet: from a registry or a list, or else made up. Of a list, those come that may come now and through this template; each as
 * one that was never aboard.
 *
 * @throws CliFault `USAGE` where there are too few
 */
export async function gatherDevices(
  input: RehearseInput,
  around: Surroundings,
): Promise<GatheredDevices> {
  const listed = await listedRecords(input, around);
  if (listed === undefined) return makeUp(input, around);
  const records = listed
    .filter((record) => mayCome(record, around))
    .map((record) => asExpected(record));
  const count = input.devices ?? records.length;
  if (records.length < Math.max(count, 1)) {
    throw new CliFault(
      'USAGE',
      `of the ${listed.length} devices of the list, ${records.length} may come now and through the template "${around.templateName}"`,
    );
  }
  const come = records.slice(0, count);
  return {
    devices: fleetOf(come.map(({ id }) => id)).devices,
    records: come,
    others: records.slice(count),
  };
}

async function listedRecords(
  { registry, serials, map, devices, keep }: RehearseInput,
  around: Surroundings,
): Promise<readonly DeviceRecord[] | undefined> {
  if (registry !== undefined && map === undefined) {
    // Whoever may come later has to be known, too.
    const enough = keep === true ? Number.POSITIVE_INFINITY : (devices ?? Number.POSITIVE_INFINITY);
    return await devicesOfRegistry(registry, (record) => mayCome(record, around), enough);
  }
  if (serials !== undefined) return await devicesOfList(serials, map, around.io);
  const { devices: own } = around.settings;
  if (typeof own === 'string') return await devicesOfList(own, map, around.io);
  if (map === undefined) return own;
  throw new CliFault('USAGE', '--map is for a list of devices, .csv or .jsonl');
}

function mayCome(record: DeviceRecord, { templateName, now }: Surroundings): boolean {
  const { state, templates, batch: { notBefore = now, notAfter = now } = {} } = record;
  const withdrawn = state === 'blocked' || state === 'retired';
  return (
    !withdrawn && templates?.includes(templateName) !== false && notBefore <= now && now <= notAfter
  );
}

/** The emulator's claim certificate is none of those that a real record names. */
function asExpected({ claimCertificateIds: _, ...record }: DeviceRecord): DeviceRecord {
  return { ...record, state: 'expected' };
}

function makeUp(input: RehearseInput, { description }: Surroundings): GatheredDevices {
  const { devices } = generateFleet({ count: input.devices ?? usualCount, seed: input.seed });
  const names = [...new Set((description?.plugins ?? []).flatMap(attributesOf))];
  const records = devices.map(({ serialNumber }, index) => ({
    id: serialNumber,
    state: 'expected' as const,
    // A few values, so that devices can be told apart by them and batches of them stay together.
    attributes: Object.fromEntries(names.map((name) => [name, `rehearsed-${(index % 3) + 1}`])),
  }));
  return { devices, records, others: [] };
}

const attributesOf = ({ attributes = [], parts }: PluginDescription): readonly string[] => [
  ...attributes,
  ...parts.flatMap(attributesOf),
];
