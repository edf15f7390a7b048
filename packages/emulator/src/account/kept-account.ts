import { readFile, writeFile } from 'node:fs/promises';
import { PortError } from '@gangway/core';
import * as v from 'valibot';
import { type AuthorityKeys, newAuthorityKeys } from '../certificates/authority-keys.js';
import { EmulatorError } from '../emulator-error.js';
import type { AccountStore } from './account-store.js';
import { sqliteAccountStore } from './sqlite-account-store.js';

/** An account that outlives the emulator: its state, and the CA that signed its certificates. */
export interface KeptAccount {
  readonly state: AccountStore;
  readonly authorityKeys: AuthorityKeys;
}

const keysFile = v.strictObject({ caPem: v.string(), privateKey: v.string() });

/**
 * Opens an account in a file, which is made where there is none. Beside it, with `.ca.json` behind its name, lie certificate and
 * private key of its CA, which nobody else may read.
 *
 * @param path from the working directory
 * @throws EmulatorError `STATE_NOT_READABLE`
 * @example
 * const { state, authorityKeys } = await keptAccount('account.db');
 * state.close();
 */
export async function keptAccount(path: string): Promise<KeptAccount> {
  const authorityKeys = await keysBeside(`${path}.ca.json`);
  try {
    return { state: sqliteAccountStore({ path }), authorityKeys };
  } catch (error) {
    throw notReadable(path, error);
  }
}

async function keysBeside(path: string): Promise<AuthorityKeys> {
  try {
    return v.parse(keysFile, JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw notReadable(path);
  }
  const keys = await newAuthorityKeys();
  try {
    await writeFile(path, `${JSON.stringify(keys)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw notReadable(path, error);
  }
  return keys;
}

/** What cannot be read as keys is not told, since it may be some. A store's error names its file itself. */
function notReadable(path: string, error?: unknown): EmulatorError {
  const why = error instanceof Error ? error.message : 'it holds no CA of an emulator';
  const message = error instanceof PortError ? why : `${path}: ${why}`;
  return new EmulatorError(
    'STATE_NOT_READABLE',
    message,
    error === undefined ? {} : { cause: error },
  );
}
