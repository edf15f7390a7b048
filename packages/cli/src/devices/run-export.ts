import type { DeviceDetails, DeviceStore } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import type { ExportInput } from '../commands/devices-export.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { filterOf } from './device-filter-options.js';
import { createCsvColumns, csvRow } from './export-csv.js';
import { keepYoungHeapSmall } from './keep-young-heap-small.js';

/** Devices between two waits for whoever reads: memory holds as many lines. */
const linesAtOnce = 500;

/** Prints devices as a list that can be imported again. */
export async function runExport(input: ExportInput, io: Io): Promise<ExitCode> {
  if (input.format === 'csv' && input.claims === true) {
    throw new CliFault('USAGE', '--claims goes with JSON Lines');
  }
  keepYoungHeapSmall();
  await withRegistry(input.registry, async (store) => {
    if (input.format === 'csv') await exportCsv(input, store, io);
    else await print(devicesOf(input, store), (device) => toLine(device, input), io);
  });
  return exitCode.done;
}

/** Devices of this registry alone: asked for unconfirmed claims, a store tells those on devices of other registries, too. */
async function* devicesOf(
  input: ExportInput,
  { inventory }: DeviceStore,
): AsyncIterable<DeviceDetails> {
  const { unconfirmed = false, ...filter } = filterOf(input);
  for await (const device of inventory.list(filter, { signal: new AbortController().signal })) {
    const waits = device.claim !== undefined && device.claim.confirmedAt === undefined;
    if (waits || !unconfirmed) yield device;
  }
}

const toLine = ({ record, claim }: DeviceDetails, { claims = false }: ExportInput): string =>
  JSON.stringify(claims && claim !== undefined ? { ...record, claim } : record);

/** Twice through: a CSV file names its columns first. */
async function exportCsv(input: ExportInput, store: DeviceStore, io: Io): Promise<void> {
  const columns = createCsvColumns();
  for await (const { record } of devicesOf(input, store)) columns.add(record);
  const names = columns.names();
  io.out(`${csvRow(names)}\r\n`);
  const attributes = columns.attributes();
  await print(
    devicesOf(input, store),
    ({ record }) => `${csvRow(columns.cellsOf(record, attributes))}\r`,
    io,
  );
}

async function print(
  devices: AsyncIterable<DeviceDetails>,
  toText: (device: DeviceDetails) => string,
  io: Io,
): Promise<void> {
  let lines: string[] = [];
  const write = async (): Promise<void> => {
    if (lines.length > 0) io.out(`${lines.join('\n')}\n`);
    lines = [];
    await io.flush();
  };
  for await (const device of devices) {
    lines.push(toText(device));
    if (lines.length === linesAtOnce) await write();
  }
  await write();
}
