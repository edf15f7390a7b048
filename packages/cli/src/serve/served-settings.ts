import {
  readSettings,
  type ServeOptions,
  type SettingFlags,
  serverSettings,
  toServeOptions,
} from '@gangway/adapter-http';
import { CompositionError } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import type { ServeInput } from '../commands/serve.js';
import type { Io } from '../terminal/io.js';

/**
 * The options of a server, from the command line, the environment and the hook file.
 *
 * @param file what the hook file exports as `serve`
 * @throws CliFault `USAGE`
 */
export async function servedSettings(
  { flags }: ServeInput,
  file: unknown,
  io: Io,
): Promise<ServeOptions> {
  try {
    const read = readSettings({ flags: byOption(flags), environment: io.environment, file });
    for (const warning of read.warnings) io.err(`gangway: warning: ${warning}\n`);
    return await toServeOptions(read);
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    throw new CliFault('USAGE', error.message, { cause: error });
  }
}

const byOption = (flags: ServeInput['flags']): SettingFlags =>
  Object.fromEntries(
    serverSettings.flatMap(({ name, flag }) => {
      const text = flag === undefined ? undefined : flags[flag];
      return text === undefined ? [] : [[name, text]];
    }),
  );
