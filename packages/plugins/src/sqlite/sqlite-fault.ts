import { PortError } from '@gangway/core';

/** Result codes of SQLite, the lower eight bits of an extended one. @see https://www.sqlite.org/rescode.html */
const result = {
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  protocol: 15,
  notADatabase: 26,
} as const;

// A race for the locks of the write-ahead log that went on for too long is told as a fault of the protocol.
const passing: readonly unknown[] = [result.busy, result.locked, result.protocol];

const codes: ReadonlyMap<number, string> = new Map([
  [result.readOnly, 'STORE_READ_ONLY'],
  [result.full, 'STORE_FULL'],
  [result.corrupt, 'STORE_CORRUPT'],
  [result.notADatabase, 'STORE_CORRUPT'],
  // Our statements are sound; what they do not find (a table, a column) is missing in the file.
  [result.error, 'STORE_CORRUPT'],
]);

/** SQLite's own result, or `undefined` for an error that is not SQLite's. */
function resultOf(error: unknown): number | undefined {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : undefined;
}

/** Another connection holds the file: the same again, a moment later, may succeed. */
export const isBusy = (error: unknown): boolean => passing.includes(resultOf(error));

/** Whether SQLite itself failed; what it then says of its transaction is not to be built on. */
export const isSqliteError = (error: unknown): boolean => resultOf(error) !== undefined;

/** An error as the port tells it; one that is not SQLite's stays what it is. */
export function toPortError(error: unknown, file: string): unknown {
  const code = resultOf(error);
  if (code === undefined) return error;
  const { errcode, message } = error as { readonly errcode: number; readonly message: string };
  return new PortError(
    codes.get(code) ?? 'STORE_UNAVAILABLE',
    `${file}: ${message} (SQLite ${errcode})`,
    { cause: error },
  );
}

/** A row that is there and makes no sense: never taken for one that is not there. */
export const corruptRow = (what: string, cause?: unknown): PortError =>
  new PortError('STORE_CORRUPT', what, { cause });
