import type { ServerSettings } from './server-settings.js';

/** What is said of a setting, and where. */
export interface Said {
  readonly value: unknown;
  /** As who said it would write it: `--port`, `GANGWAY_PORT`, `serve.port of hook.ts`. */
  readonly where: string;
  /** 0 for flags, 1 for the environment, 2 for code. */
  readonly layer: number;
}

export type AllSaid = ReadonlyMap<string, Said>;

/** The settings that count. */
export interface Settings {
  /** With every fallback in its place. */
  readonly values: Required<Omit<ServerSettings, WithoutFallback>> &
    Pick<ServerSettings, WithoutFallback>;
  /** What was said of each; nothing where its fallback holds. */
  readonly said: AllSaid;
  /** What was most likely meant otherwise. */
  readonly warnings: readonly string[];
}

type WithoutFallback = 'keys' | 'keysFile' | 'insecure';
