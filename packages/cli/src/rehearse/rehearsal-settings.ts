import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceRecord, Plugin } from '@gangway/core';
import type { RegisteringDevice } from '@gangway/rehearsal';
import * as v from 'valibot';
import { CliFault } from '../cli-fault.js';
import { toRecord } from '../devices/listed-record.js';

type Parameters = Readonly<Record<string, string>>;
type ParametersOf = (device: RegisteringDevice) => Parameters | Promise<Parameters>;

/** What a hook file may export as `rehearsal`. */
export interface RehearsalSettings {
  /** The parameter that carries the serial number. */
  readonly serialParameter?: string;
  /** What a device of the fleet sends: its serial number alone unless told. */
  readonly parametersOf?: ParametersOf;
  /** What somebody sends who knows a serial number and no secret of the device. */
  readonly forgedParametersOf?: ParametersOf;
  /** The fleet: devices, or the path of a list of them. */
  readonly devices?: readonly DeviceRecord[] | string;
  /** Path of the template. */
  readonly template?: string;
  /** Providers of ports that take the place of the hook's own, such as a store of secrets; never of its registry. */
  readonly replace?: readonly Plugin[];
}

const isFunction = v.custom<ParametersOf>((value) => typeof value === 'function', 'no function');
const place = v.union([v.string(), v.instance(URL)], 'neither a path nor a file: URL');

const shape = v.strictObject({
  serialParameter: v.optional(v.pipe(v.string(), v.minLength(1))),
  parametersOf: v.optional(isFunction),
  forgedParametersOf: v.optional(isFunction),
  devices: v.optional(v.union([v.array(v.unknown()), place])),
  template: v.optional(place),
  replace: v.optional(v.custom<readonly Plugin[]>(Array.isArray, 'no list of plugins')),
});

/**
 * Reads what a hook file exports as `rehearsal`, strictly: a member that is mistyped would be one that does nothing. Paths are
 * from the hook file's folder.
 *
 * @param file path of the hook file
 * @throws CliFault `USAGE`
 */
export function readSettings(exported: unknown, file: string): RehearsalSettings {
  if (exported === undefined) return {};
  const read = v.safeParse(shape, exported, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    const member = v.getDotPath(issue) ?? '';
    throw wrong(file, member === '' ? issue.message : `"${member}": ${issue.message}`);
  }
  const { devices, template, ...others } = read.output;
  const pathOf = (given: string | URL) =>
    given instanceof URL ? fileURLToPath(given) : resolve(dirname(file), given);
  return {
    ...(others as Omit<RehearsalSettings, 'devices' | 'template'>),
    ...(template === undefined ? {} : { template: pathOf(template) }),
    ...(devices === undefined
      ? {}
      : { devices: Array.isArray(devices) ? toRecords(devices, file) : pathOf(devices) }),
  };
}

const toRecords = (devices: readonly unknown[], file: string): readonly DeviceRecord[] =>
  devices.map((given, index) => {
    const isObject = typeof given === 'object' && given !== null;
    const record = isObject ? toRecord({ ...given }, {}) : 'it is no object';
    if (typeof record !== 'string') return record;
    throw wrong(file, `device ${index + 1}: ${record}`);
  });

const wrong = (file: string, message: string): CliFault =>
  new CliFault('USAGE', `${file}, export "rehearsal": ${message}`);
