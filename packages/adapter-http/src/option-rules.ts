import { type Rule, someText, wholeNumber } from './rule.js';
import type { ServeOptions } from './serve.js';

// Nothing is imported here that does anything: a command line has its flags from these, and is to say its help at once.

/** What the options of a handler may be, but for `insecure`. */
export const handlerRules = {
  bodyLimit: wholeNumber(1),
  keys: {
    wanted: 'a list of keys, or a function that gives one',
    allows: (value) => Array.isArray(value) || typeof value === 'function',
  },
  // Beside the ids, a Set holds at most 16,777,216 entries.
  replayLimit: wholeNumber(1, 10_000_000),
  lifecycle: {
    wanted: 'what `composeLifecycle` makes',
    allows: (value) => typeof Object(value).take === 'function',
  },
  inFlightLimit: wholeNumber(1),
  metrics: {
    wanted: 'what `serverMetrics()` makes',
    allows: (value) => typeof Object(value).read === 'function',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** What the options of `serve` may be. */
export const serveRules = {
  ...handlerRules,
  insecure: {
    wanted: "'loopback' or 'anywhere'",
    allows: (value) => value === 'loopback' || value === 'anywhere',
  },
  port: wholeNumber(0, 65_535),
  hostname: someText,
  headersTimeoutMs: wholeNumber(1),
  requestTimeoutMs: wholeNumber(1),
  keepAliveTimeoutMs: wholeNumber(1),
  connectionLimit: wholeNumber(1),
  drainMs: wholeNumber(0),
  closeGraceMs: wholeNumber(0),
} as const satisfies Readonly<Record<keyof ServeOptions, Rule>>;
