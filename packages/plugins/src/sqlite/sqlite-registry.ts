import type { DeviceRegistry } from '@gangway/core';
import { frozenRecord, visibleState } from '../store/stored-device.js';
import { type DeviceRow, deviceColumns, storedDeviceIn } from './device-row.js';
import type { SqliteFile } from './sqlite-file.js';

const find = `SELECT ${deviceColumns}, c.device IS NOT NULL AS claimed, c.confirmed_at
  FROM device d LEFT JOIN claim c ON c.device = d.id WHERE d.id = ?`;

interface FoundRow extends DeviceRow {
  readonly claimed: 0 | 1;
  readonly confirmed_at: number | null;
}

/** Finds a device, and what its claim makes of it, with one statement. */
export function sqliteRegistry(file: SqliteFile): DeviceRegistry {
  return {
    find: (id, { signal }) =>
      file.read((sql) => {
        // Half of a surrogate pair would become another character.
        const row = (id.isWellFormed() ? sql(find).get(id) : undefined) as unknown as
          | FoundRow
          | undefined;
        if (row === undefined) return undefined;
        const claim =
          row.claimed === 1 ? { confirmedAt: row.confirmed_at ?? undefined } : undefined;
        const device = storedDeviceIn(row);
        return frozenRecord({ ...device.record, state: visibleState(device, claim) });
      }, signal),
  };
}
