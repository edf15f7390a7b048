import { readSettings, type Settings } from '@gangway/adapter-http';
import { CompositionError } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import type { ServeInput } from '../commands/serve.js';
import type { Io } from '../terminal/io.js';

/**
 * The settings to serve by: of the command line, the environment and the hook file.
 *
 * @param exported what the hook file exports as `serve`
 * @throws CliFault `USAGE`
 */
export function readServeSettings(
  { flags, hook }: ServeInput,
  exported: unknown,
  { env }: Io,
): Settings {
  const named = (name: string) => `serve${name === '' ? '' : `.${name}`} of ${hook}`;
  try {
    return readSettings({ flags, environment: env, code: { values: exported, named } });
  } catch (error) {
    throw error instanceof CompositionError ? asUsage(error) : error;
  }
}

/** A setting that is wrong is one of the command's own. */
export const asUsage = (error: CompositionError): CliFault =>
  new CliFault('USAGE', error.message, { cause: error });
