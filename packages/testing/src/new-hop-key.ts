import { randomBytes } from 'node:crypto';
import { registerCanary } from './canaries.js';

/**
 * A key of the hop between Lambda proxy and container, for a test: 32 random octets, as `gangway keys hop` makes it.
 *
 * @see docs/hop.md
 * @example newHopKey().startsWith('whsec_'); // true
 */
export function newHopKey(): string {
  const octets = randomBytes(32);
  // Also of a key that is refused before it is used, or goes to another process.
  registerCanary('key of the hop', octets);
  return `whsec_${octets.toString('base64')}`;
}
