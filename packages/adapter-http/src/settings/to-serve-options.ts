import { CompositionError, GangwayError } from '@gangway/core';
import { keysInFile } from '@gangway/hop';
import type { ServeOptions } from '../serve.js';

import type { ReadSettings } from './read-settings.js';

/**
 * Makes options of `serve` out of settings, and sees that the file of keys has some.
 *
 * @throws CompositionError `OPTION_INVALID` where it has none: says who named the file and what is wrong with it
 * @example
 * const options = await toServeOptions(readSettings({ flags: { insecure: true, port: '0' } }));
 * const server = await serve(composeHook(definition), options);
 * await server.close();
 */
export async function toServeOptions({ settings, origins }: ReadSettings): Promise<ServeOptions> {
  const { keysFile, ...options } = settings;
  if (keysFile === undefined) return options;
  const keys = keysInFile(keysFile);
  try {
    await keys();
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    const where = origins.get('keysFile') ?? 'keysFile';
    throw new CompositionError('OPTION_INVALID', `${where}: ${error.message}`);
  }
  return { ...options, keys };
}
