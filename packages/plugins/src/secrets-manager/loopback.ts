import type { LookupFunction } from 'node:net';

const addresses = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * A host of this machine for a connection. `localhost` is looked up nowhere: it is always the loopback (RFC 6761 section 6.3),
 * while to ask the system for it costs a cold start some milliseconds.
 */
export const loopback = {
  host: 'localhost',
  lookup: ((_host, _options, answer) => answer(null, addresses)) satisfies LookupFunction,
  // Tries the one address after the other.
  autoSelectFamily: true,
};
