import { PortError } from '@gangway/core';

export type Jose = typeof import('./jose.js');

/** @throws PortError `PORT_UNAVAILABLE` when it is not installed */
export const loadJose = (): Promise<Jose> =>
  import('./jose.js').catch((cause: unknown) => {
    throw new PortError('PORT_UNAVAILABLE', 'jose cannot be loaded; is it installed?', { cause });
  });
