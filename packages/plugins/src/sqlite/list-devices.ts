import type { DeviceDetails, DeviceFilter } from '@gangway/core';
import { detailsOf } from '../store/device-details.js';
import { isStorable } from '../store/storable-id.js';
import { type ClaimRow, claimColumns, claimIn } from './claim-row.js';
import { type DeviceRow, deviceColumns, storedDeviceIn, visibleStateSql } from './device-row.js';
import type { Sql } from './sqlite-file.js';

/** So many devices are looked at in one stretch; with a filter fewer come of it. */
const pageSize = 500;

const prefixed = claimColumns
  .split(', ')
  .map((column) => `c.${column}`)
  .join(', ');
const columns = `${deviceColumns}, ${prefixed}`;
/** Claims on devices that stand in another registry are found, too: they have no row in the table `device`. */
const joined = 'LEFT JOIN device d ON d.id = w.id LEFT JOIN claim c ON c.device = w.id';
const one = `SELECT ${columns} FROM (SELECT ? AS id) w ${joined}`;

/** Ids in their order, out of the narrowest index there is for a filter. */
const walks = {
  all: 'SELECT id FROM device WHERE id > :after ORDER BY id',
  batch: 'SELECT id FROM device WHERE batch = :batch AND id > :after ORDER BY id',
  withdrawn: 'SELECT id FROM device WHERE withdrawn = :state AND id > :after ORDER BY id',
  unconfirmed:
    'SELECT device AS id FROM claim WHERE confirmed_at IS NULL AND device > :after ORDER BY device',
} as const;

const edgeOf = (walk: string) =>
  `SELECT max(id) AS last, count(*) AS seen, :state, :batch FROM (${walk} LIMIT ${pageSize})`;
const pageOf = (walk: string) => `SELECT ${columns} FROM (${walk} LIMIT ${pageSize}) w ${joined}
  WHERE (:state IS NULL OR ${visibleStateSql} = :state) AND (:batch IS NULL OR d.batch = :batch)
    AND (NOT :unconfirmed OR (c.device IS NOT NULL AND c.confirmed_at IS NULL))
  ORDER BY w.id`;

export interface DevicePage {
  readonly devices: readonly DeviceDetails[];
  /** The last id that was looked at; absent at the end of all. */
  readonly last?: string;
}

/** All of the table that has no row is null. */
type DetailsRow = { readonly [Column in keyof DeviceRow]: DeviceRow[Column] | null } & {
  readonly [Column in keyof ClaimRow]: ClaimRow[Column] | null;
};

/** One page of devices behind an id; `''` is before them all. */
export function readPage(sql: Sql, filter: DeviceFilter, after: string): DevicePage {
  const walk = walks[walkFor(filter)];
  const { state = null, batch = null, unconfirmed = false } = filter;
  const edge = sql(edgeOf(walk)).get({ after, state, batch });
  const rows = sql(pageOf(walk)).all({ after, state, batch, unconfirmed: Number(unconfirmed) });
  const devices = rows
    .map((row) => detailsIn(row as unknown as DetailsRow))
    .filter((details) => details !== undefined);
  return edge?.seen === pageSize ? { devices, last: String(edge.last) } : { devices };
}

/** One device and its claim. */
export function readDetails(sql: Sql, id: string): DeviceDetails | undefined {
  const row = isStorable(id) ? sql(one).get(id) : undefined;
  return row === undefined ? undefined : detailsIn(row as unknown as DetailsRow);
}

function walkFor({ state, batch, unconfirmed }: DeviceFilter): keyof typeof walks {
  if (unconfirmed === true) return 'unconfirmed';
  if (state === 'blocked' || state === 'retired') return 'withdrawn';
  return batch === undefined ? 'all' : 'batch';
}

function detailsIn(row: DetailsRow): DeviceDetails | undefined {
  const device = row.id === null ? undefined : storedDeviceIn(row as DeviceRow);
  const claim = row.device === null ? undefined : claimIn(row as ClaimRow);
  return detailsOf(device, claim);
}
