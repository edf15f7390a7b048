import { blockKey, type DeviceInventory, type DeviceState, type DeviceStats } from '@gangway/core';
import { noDevices } from '../store/device-details.js';
import { assertStorable, isStorable } from '../store/storable-id.js';
import { visibleStateSql } from './device-row.js';
import { readDetails, readPage } from './list-devices.js';
import { putDevices, readUpTo } from './put-devices.js';
import { allBlocks } from './sqlite-blocks.js';
import type { Sql, SqliteFile } from './sqlite-file.js';

const withdraw = 'UPDATE device SET withdrawn = ?1 WHERE id = ?2 AND withdrawn IS NOT ?1';
const known = 'SELECT 1 FROM device WHERE id = ?';
const block = 'INSERT INTO block VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
const unblock = 'DELETE FROM block WHERE subject = ?';
const lastPresence = 'SELECT last_at FROM presence';
const count = `SELECT ${visibleStateSql} AS state, count(*) AS devices
  FROM device d LEFT JOIN claim c ON c.device = d.id GROUP BY 1`;

/** The operator's side of a registry in a file. */
export function sqliteInventory(file: SqliteFile): DeviceInventory {
  return {
    put: (entries, { signal, list }) => file.write((sql) => putDevices(sql, entries, list), signal),
    writtenUpTo: (list, { signal }) => file.read((sql) => readUpTo(sql, list), signal),
    show: (id, { signal }) => file.read((sql) => readDetails(sql, id), signal),
    async *list(filter, { signal }) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const from: string = after;
        const page = await file.read((sql) => readPage(sql, filter, from), signal);
        for (const device of page.devices) {
          signal.throwIfAborted();
          yield device;
        }
        after = page.last;
      }
    },
    withdraw: (id, how, { signal }) =>
      file.write((sql) => {
        if (!isStorable(id) || sql(known).get(id) === undefined) return 'unknown';
        return changed(sql(withdraw).run(how ?? null, id)) ? 'changed' : 'unchanged';
      }, signal),
    stats: ({ signal }) => file.read(readStats, signal),
    async block({ subject, since, reason }, { signal }) {
      const id = subject.kind === 'all' ? null : subject.id;
      if (id !== null) assertStorable(id, 'The id of what is blocked');
      const row = [blockKey(subject), subject.kind, id, since, reason ?? null] as const;
      return file.write((sql) => changed(sql(block).run(...row)), signal);
    },
    unblock: (subject, { signal }) =>
      file.write((sql) => {
        const key = blockKey(subject);
        return isStorable(key) && changed(sql(unblock).run(key));
      }, signal),
    blocks: ({ signal }) => file.read(allBlocks, signal),
  };
}

const changed = ({ changes }: { readonly changes: number | bigint }): boolean =>
  Number(changes) > 0;

function readStats(sql: Sql): DeviceStats {
  const byState = noDevices();
  for (const row of sql(count).all()) byState[row.state as DeviceState] = Number(row.devices);
  const devices = Object.values(byState).reduce((sum, some) => sum + some, 0);
  const presence = sql(lastPresence).get();
  const seen = presence === undefined ? {} : { lastPresenceAt: Number(presence.last_at) };
  return { devices, byState, ...seen };
}
