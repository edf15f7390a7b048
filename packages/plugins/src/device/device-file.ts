import { fileURLToPath } from 'node:url';
import { type DeviceRecord, PortError } from '@gangway/core';
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
  const name = file.path instanceof URL ? fileURLToPath(file.path) : file.path;
  try {
    const bytes = readBytes(file.path);
    if (bytes.length > fileBytes) throw new DeviceListFault(`${name}: over ${fileBytes} bytes`);
    return toDeviceMap(readWritten(decode(bytes, name), name, file));
  } catch (cause) {
    throw new PortError('REGISTRY_UNREADABLE', describe(cause, name), { cause });
  }
}

// A local file, read once, during init. `node:fs/promises`, or `node:fs` as an imported module, would cost each cold
// start two to five milliseconds of loading streams that nobody uses.
const readBytes = (path: string | URL): Buffer =>
  process.getBuiltinModule('node:fs').readFileSync(path);

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Replacement characters would make one device's id out of another's.
    throw new DeviceListFault(`${name}: it is not UTF-8`);
  }
}

function readWritten(text: string, name: string, file: DeviceFile): readonly WrittenRecord[] {
  if (file.format === 'csv') return readCsv(text, name, file.columns);
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new DeviceListFault(`${name}: it is not a JSON array of devices`);
  return list.map((record: unknown, index) => ({ record, where: `${name}, device ${index + 1}` }));
}

function describe(cause: unknown, name: string): string {
  if (cause instanceof DeviceListFault) return cause.message;
  if (cause instanceof SyntaxError) return `${name}: it is not JSON`;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return `${name}: it cannot be read (${code})`;
}
