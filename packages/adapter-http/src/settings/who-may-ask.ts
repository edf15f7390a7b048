import { CompositionError } from '@gangway/core';
import { isLoopback } from '../gate/loopback.js';
import type { AllSaid, Settings } from './settings.js';

/**
 * Settles what was said of who may ask. Keys have two names, of which the one that counts more stands; and whoever gives
 * keys does not let unsigned calls in because something below said so for a desk.
 *
 * @throws CompositionError `OPTION_INVALID` where keys are said in two ways at one place
 */
export function whoMayAsk(said: AllSaid): AllSaid {
  const settled = new Map(said);
  const keys = said.get('keys');
  const file = said.get('keysFile');
  if (keys !== undefined && file !== undefined) {
    if (keys.layer === file.layer) {
      throw new CompositionError(
        'OPTION_INVALID',
        `${file.where} and ${keys.where}: both say which keys there are. Leave one out.`,
      );
    }
    settled.delete(keys.layer < file.layer ? 'keysFile' : 'keys');
  }
  const layer = Math.min(keys?.layer ?? Infinity, file?.layer ?? Infinity);
  if ((said.get('insecure')?.layer ?? 0) > layer) settled.delete('insecure');
  return settled;
}

/**
 * Makes sure that it is said who may ask, and that what is said can be.
 *
 * @throws CompositionError `OPTION_INVALID`, with both ways
 */
export function assertWhoMayAsk({ values, said }: Settings): void {
  const { keys, keysFile, insecure, host } = values;
  if (keys === undefined && keysFile === undefined && insecure === undefined) {
    throw new CompositionError(
      'OPTION_INVALID',
      'Nobody has said who may ask. Give the keys that the Lambda proxy signs with (--keys-file, GANGWAY_KEYS_FILE or GANGWAY_KEYS; `gangway keys hop` makes one), or let unsigned calls in (--insecure, GANGWAY_INSECURE=loopback).',
    );
  }
  if (insecure === 'loopback' && !isLoopback(host)) {
    throw new CompositionError(
      'OPTION_INVALID',
      `${said.get('insecure')?.where}: loopback is for 127.0.0.1, ::1 and localhost, and ${said.get('host')?.where} says ${host}. Give keys (--keys-file, GANGWAY_KEYS_FILE), or say "anywhere" where something else sees to who may call.`,
    );
  }
}
