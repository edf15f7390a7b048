import { type DeviceRecord, PortError } from '@gangway/core';
import { FileFault, fileName, readText } from '../text/whole-file.js';
import { type CsvColumns, readCsv } from './csv-records.js';
import { DeviceListFault, toDeviceMap, type WrittenRecord } from './device-map.js';

/** A list of devices in a file: at most 16 MB, some 200,000 devices. */
const fileBytes = 16_000_000;

export type DeviceFile = { readonly path: string | URL } & (
  | { readonly format: 'json' }
  | { readonly format: 'csv'; readonly columns: CsvColumns }
);

/**
 * Reads a file of devices.
 *
 * @throws PortError `REGISTRY_UNREADABLE`, naming the file and, where there is one, the line
 */
export async function readDeviceFile(file: DeviceFile): Promise<ReadonlyMap<string, DeviceRecord>> {
  const name = fileName(file.path);
  try {
    return toDeviceMap(readWritten(readText(file.path, fileBytes), name, file));
  } catch (cause) {
    throw new PortError('REGISTRY_UNREADABLE', describe(cause, name), { cause });
  }
}

function readWritten(text: string, name: string, file: DeviceFile): readonly WrittenRecord[] {
  if (file.format === 'csv') return readCsv(text, name, file.columns);
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new DeviceListFault(`${name}: it is not a JSON array of devices`);
  return list.map((record: unknown, index) => ({ record, where: `${name}, device ${index + 1}` }));
}

function describe(cause: unknown, name: string): string {
  if (cause instanceof DeviceListFault || cause instanceof FileFault) return cause.message;
  if (cause instanceof SyntaxError) return `${name}: it is not JSON`;
  return `${name}: it cannot be read (unknown)`;
}
