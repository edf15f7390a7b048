import { errorCode } from '@gangway/core';

/** Why a store could not be asked: the texts that the store adapters share. Each declares those that it can throw. */
export const storeReasonCodes = {
  STORE_BUSY: errorCode(
    'The store was busy for longer than it is waited for.',
    'Look for a program that holds it locked, such as a long transaction; a rush of devices alone passes.',
  ),
  STORE_THROTTLED: errorCode(
    'The store refuses requests because there are too many.',
    'Raise its capacity, or look for what asks so much of it.',
  ),
  STORE_FORBIDDEN: errorCode(
    'The store refuses who asks: a permission is lacking, or the credentials are not valid.',
    'Give its role the actions that `describe` lists as permissions.',
  ),
  STORE_READ_ONLY: errorCode(
    'The store can be read and not written.',
    'Let the account that the hook runs as write the file and its folder.',
  ),
  STORE_FULL: errorCode(
    'There is no room left to write to.',
    'Make room; nothing was written, and devices that ask again are served.',
  ),
  STORE_CORRUPT: errorCode(
    'The store holds something that cannot be read.',
    'The detail names it. Restore the store from a backup; until then its devices are refused.',
  ),
  STORE_INCOMPATIBLE: errorCode(
    'What is there is no registry that this release can use.',
    'See that the hook is pointed at the right place; a registry of a newer release needs that release.',
  ),
  STORE_UNAVAILABLE: errorCode(
    'The store could not be asked.',
    'The detail says why: look whether it is there and can be reached.',
  ),
} as const;
