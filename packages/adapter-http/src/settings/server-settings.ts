import type { ServeOptions } from '../serve.js';

/**
 * What a server may be told from outside its program: by flags, by variables of the environment, and by
 * `export const serve = { … }` in a hook file.
 */
export interface ServerSettings extends Omit<ServeOptions, 'port' | 'lifecycle' | 'metrics'> {
  /** 8080 unless given; 0 takes any free port. */
  readonly port?: number;
  /** File with the keys that calls are signed with, as `gangway keys hop` writes it; in place of `keys`. */
  readonly keysFile?: string | URL;
}

export type SettingName = keyof ServerSettings;
