import type { DeviceEntry, PutResult } from '@gangway/core';
import { assertStorable } from '../store/storable-id.js';
import { type StoredDevice, written } from '../store/stored-device.js';
import { type DeviceRow, valueColumns, valuesOf } from './device-row.js';
import type { Sql } from './sqlite-file.js';

const insert = `INSERT INTO device (id, state, withdrawn, ${valueColumns.join(', ')}, list, line)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const select = 'SELECT state, withdrawn, list, line FROM device WHERE id = ?';
const update = `UPDATE device SET withdrawn = ?, ${valueColumns.map((column) => `${column} = ?`).join(', ')},
  list = coalesce(?, list), line = coalesce(?, line) WHERE id = ?`;
const addList = 'INSERT INTO list (name, up_to) VALUES (?, 0) ON CONFLICT DO NOTHING';
const selectList = 'SELECT number, up_to FROM list WHERE name = ?';
const readFurther = 'UPDATE list SET up_to = ?2 WHERE number = ?1 AND up_to < ?2';

interface KnownRow extends Pick<DeviceRow, 'state' | 'withdrawn'> {
  readonly list: number | null;
  readonly line: number | null;
}

/**
 * Writes devices, and how far their list was read, together: a list that is read on after a crash is read on from what is
 * there.
 *
 * @throws TypeError for an id or batch that SQLite would not keep as it is
 */
export function putDevices(
  sql: Sql,
  entries: readonly DeviceEntry[],
  list: string | undefined,
): readonly PutResult[] {
  const number = list === undefined ? undefined : numberOf(sql, list);
  const results = entries.map((entry) => putOne(sql, entry, number));
  if (number !== undefined) {
    const upTo = entries.reduce((furthest, { line = 0 }) => Math.max(furthest, line), 0);
    sql(readFurther).run(number, upTo);
  }
  return results;
}

/** Up to which line a list was written. */
export function readUpTo(sql: Sql, list: string): number {
  return Number(sql(selectList).get(list)?.up_to ?? 0);
}

function numberOf(sql: Sql, list: string): number {
  assertStorable(list, 'The name of a list');
  sql(addList).run(list);
  return Number(sql(selectList).get(list)?.number);
}

function putOne(sql: Sql, { record, line }: DeviceEntry, list: number | undefined): PutResult {
  assertStorable(record.id, "A device's id");
  if (record.batch?.id.isWellFormed() === false) {
    throw new TypeError("A batch's id must be well-formed.");
  }
  // Where it stands in a list is known by both together, or not at all.
  const place =
    list === undefined || line === undefined ? ([null, null] as const) : ([list, line] as const);
  const fresh = written(record);
  const { state } = fresh.record;
  const added = sql(insert).run(
    record.id,
    state,
    fresh.withdrawn ?? null,
    ...valuesOf(record),
    ...place,
  );
  if (Number(added.changes) === 1) return { kind: 'added' };

  const known = sql(select).get(record.id) as unknown as KnownRow;
  if (place[0] !== null && known.list === place[0] && known.line !== place[1]) {
    return { kind: 'doubled', line: Number(known.line) };
  }
  const { withdrawn } = written(record, storedOf(record.id, known));
  sql(update).run(withdrawn ?? null, ...valuesOf(record), ...place, record.id);
  return { kind: 'updated' };
}

const storedOf = (id: string, { state, withdrawn }: KnownRow): StoredDevice => ({
  record: { id, state, attributes: {} },
  ...(withdrawn === null ? {} : { withdrawn }),
});
