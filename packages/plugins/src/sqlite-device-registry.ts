import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Clock, type DeviceStore, definePlugin } from '@gangway/core';
import * as v from 'valibot';
import { sqliteBlocks } from './sqlite/sqlite-blocks.js';
import { sqliteFile } from './sqlite/sqlite-file.js';
import { sqliteInventory } from './sqlite/sqlite-inventory.js';
import { sqliteLedger } from './sqlite/sqlite-ledger.js';
import { sqliteRegistry } from './sqlite/sqlite-registry.js';
import { oncePerClock, provideStore } from './store/provide-store.js';
import { storeReasonCodes } from './store/store-reason-codes.js';
import { filePath } from './text/file-path.js';

const busyTimeout = 2_000;

const options = v.strictObject({
  /** The file; beside it SQLite keeps two more, with `-wal` and `-shm` behind its name. */
  path: filePath,
  /** How long a request waits for other programs that write, in milliseconds. */
  busyTimeoutMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), busyTimeout),
  /** Leaves the device registry to another plugin, and keeps claims, quotas and blocks alone. */
  claimsOnly: v.optional(v.boolean(), false),
  /**
   * Makes a missing file, with no device in it, rather than refusing every request until somebody does; never again once
   * it was open.
   */
  create: v.optional(v.boolean(), false),
});

const {
  STORE_BUSY,
  STORE_READ_ONLY,
  STORE_FULL,
  STORE_CORRUPT,
  STORE_INCOMPATIBLE,
  STORE_UNAVAILABLE,
} = storeReasonCodes;

/**
 * A whole registry in one file: devices, claims, quotas and blocks, for any number of processes on one machine. What was
 * answered is on the disk; a process that is killed leaves each commit whole or absent. It needs no package: SQLite is
 * part of Node. The file must be on a disk of the machine itself, not on a network's.
 *
 * It is opened when the hook gets ready or, failing that, by the first request. A missing file is refused
 * (`STORE_UNAVAILABLE`) unless `create` is set: one made because of a misspelt path would know no device and no claim.
 * One that is deleted or replaced while it is open is refused until the process starts anew: its write-ahead log, left
 * beside another file, would be read as part of that. A file that others write is tried again for `busyTimeoutMs`, and
 * holds nothing up meanwhile.
 *
 * @see https://www.sqlite.org/wal.html
 * @see https://nodejs.org/api/sqlite.html
 * @example
 * sqliteDeviceRegistry({ path: 'devices.db' })
 * @example
 * // Claims in a file, devices out of a list: the file is made by the first request.
 * sqliteDeviceRegistry({ path: new URL('./claims.db', import.meta.url), claimsOnly: true, create: true })
 */
export const sqliteDeviceRegistry = definePlugin({
  name: 'sqlite-device-registry',
  options,
  needs: { clock: Clock },
  reasonCodes: {
    STORE_BUSY,
    STORE_READ_ONLY,
    STORE_FULL,
    STORE_CORRUPT,
    STORE_INCOMPATIBLE,
    STORE_UNAVAILABLE,
  },
  build: ({ claimsOnly, ...file }) => {
    const storeOf = oncePerClock((clock) => openSqliteStore({ ...file, clock }));
    return {
      provides: provideStore(storeOf, claimsOnly),
      // No device has an empty id: asking for it opens the file, and readies the statements that every request asks.
      prepare: async ({ ports, signal }) => {
        const { registry, blocks } = storeOf(ports.clock);
        if (!claimsOnly) await registry.find('', { signal });
        await blocks.find([{ kind: 'all' }], { asOf: 0, signal });
      },
      probe: async ({ ports, signal }) => {
        await storeOf(ports.clock).blocks.find([{ kind: 'all' }], { asOf: 0, signal });
      },
    };
  },
});

/**
 * The registry itself, for calls without a hook. The file is opened by the first call, and made by it if `create` is set;
 * after a failure the next call tries again. Once it was open, the path must lead to that very file until the store is
 * closed. Several stores, in this process or others, may have one file open.
 *
 * Every method rejects with a PortError: `STORE_UNAVAILABLE` (missing, no file, deleted or replaced while open, a fault of
 * the disk, closed), `STORE_BUSY`, `STORE_READ_ONLY`, `STORE_FULL`, `STORE_CORRUPT`, or `STORE_INCOMPATIBLE` for another
 * program's file and that of a newer release. Methods that write refuse with a TypeError an id that is empty or holds half of a surrogate pair.
 *
 * @param place `path`: a path, relative to the working directory, or a file: URL; `busyTimeoutMs`: how long a call waits
 *   for other writers, in milliseconds, 2000 unless given; `create`: whether a missing or empty file becomes a registry
 * @example
 * const store = openSqliteStore({ path: 'devices.db', clock: fakeClock(), busyTimeoutMs: 10_000 });
 * await store.close();
 */
export function openSqliteStore(place: {
  readonly path: string | URL;
  readonly clock: Clock;
  readonly busyTimeoutMs?: number;
  readonly create?: boolean;
}): DeviceStore {
  const { path, clock, busyTimeoutMs = busyTimeout, create = false } = place;
  // A path of our own, absolute: SQLite would take `:memory:` and the like for something other than a file.
  const absolute = resolve(path instanceof URL ? fileURLToPath(path) : path);
  const file = sqliteFile(absolute, clock, busyTimeoutMs, create);
  return {
    registry: sqliteRegistry(file),
    ledger: sqliteLedger(file, clock),
    blocks: sqliteBlocks(file),
    inventory: sqliteInventory(file),
    close: () => file.close(),
  };
}
