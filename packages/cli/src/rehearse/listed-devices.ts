import type { DeviceRecord } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { parseFieldMap } from '../devices/field-map.js';
import { toRecord } from '../devices/listed-record.js';
import { openList } from '../devices/open-list.js';
import { type ListFormat, readRows } from '../devices/read-rows.js';
import { readSerials } from '../keys/read-serials.js';
import type { RegistryAddress } from '../registry/registry-address.js';
import { withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';

/**
 * The devices of a list, as `gangway devices import` takes it where its name ends so; of any other file, the serial numbers, one
 * on each line.
 *
 * @param map which column is which
 * @throws CliFault of the list
 */
export async function devicesOfList(
  path: string,
  map: readonly string[] | undefined,
  io: Io,
): Promise<readonly DeviceRecord[]> {
  const format = formatOf(path, map);
  if (format === undefined) {
    const serials = await readSerials(path, io);
    return serials.map(({ serialNumber }) => expected(serialNumber));
  }
  const list = await openList(path, io, new AbortController().signal);
  try {
    const records: DeviceRecord[] = [];
    for await (const { rows } of readRows(list.read(), format)) {
      for (const row of rows) {
        const record = 'fault' in row ? row.fault : toRecord(row.given, {});
        if (typeof record !== 'string') records.push(record);
        else throw new CliFault('DEVICES_NOT_A_LIST', `${path}: line ${row.line}: ${record}.`);
      }
    }
    return records;
  } finally {
    await list.close();
  }
}

function formatOf(path: string, texts: readonly string[] | undefined): ListFormat | undefined {
  const map = texts === undefined ? undefined : parseFieldMap(texts);
  if (/\.csv$/i.test(path)) return { format: 'csv', delimiter: ',', map };
  if (/\.(jsonl|ndjson)$/i.test(path)) return { format: 'jsonl', map };
  if (map === undefined) return undefined;
  throw new CliFault('USAGE', '--map is for a list of devices, .csv or .jsonl');
}

const expected = (id: string): DeviceRecord => ({ id, state: 'expected', attributes: {} });

/**
 * The devices of a registry, which is read and nothing else.
 *
 * @param takes whether a device is of use; and `enough`, after how many of them no more are read
 * @throws CliFault `REGISTRY_FAILED`, `REGISTRY_NOT_FOUND`
 */
export async function devicesOfRegistry(
  address: RegistryAddress,
  takes: (record: DeviceRecord) => boolean,
  enough: number,
): Promise<readonly DeviceRecord[]> {
  return await withRegistry(address, async ({ inventory }) => {
    const records: DeviceRecord[] = [];
    for await (const { record } of inventory.list({}, { signal: new AbortController().signal })) {
      if (takes(record)) records.push(record);
      if (records.length >= enough) break;
    }
    return records;
  });
}
