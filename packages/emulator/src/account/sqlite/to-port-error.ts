import { PortError } from '@gangway/core';

/** Result codes of SQLite, the lower eight bits of an extended one. @see https://www.sqlite.org/rescode.html */
const codes: Readonly<Partial<Record<number, string>>> = {
  5: 'STORE_BUSY',
  8: 'STORE_READ_ONLY',
  11: 'STORE_CORRUPT',
  13: 'STORE_FULL',
  26: 'STORE_INCOMPATIBLE',
};

/**
 * What SQLite threw, as a store's error.
 *
 * @param about what was being done, or with which file
 * @example toPortError(error, 'account.db').code; // 'STORE_BUSY'
 */
export function toPortError(error: unknown, about: string): PortError {
  if (error instanceof PortError) return error;
  const { errcode, message } = error as { readonly errcode?: number; readonly message: string };
  const code = codes[(errcode ?? 0) & 0xff] ?? 'STORE_UNAVAILABLE';
  return new PortError(code, `${about}: ${message}`, { cause: error });
}
