import { oneOf, type Rule, someText, wholeNumber } from './option-rule.js';

/** What the options of a server may be, where that can be told without loading what they configure. */
export const serverRules = {
  port: wholeNumber(0, 65_535),
  hostname: someText,
  insecure: oneOf('loopback', 'anywhere'),
  // Beside the ids, a Set holds at most 16,777,216 entries.
  replayLimit: wholeNumber(1, 10_000_000),
  bodyLimit: wholeNumber(1),
  headersTimeoutMs: wholeNumber(1),
  requestTimeoutMs: wholeNumber(1),
  keepAliveTimeoutMs: wholeNumber(1),
  inFlightLimit: wholeNumber(1),
  connectionLimit: wholeNumber(1),
  drainMs: wholeNumber(0),
  closeGraceMs: wholeNumber(0),
} as const satisfies Readonly<Record<string, Rule>>;
