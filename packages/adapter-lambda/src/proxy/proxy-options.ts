import type { SecureContext } from 'node:tls';
import { type Clock, CompositionError, type Logger, nearest, type Permission } from '@gangway/core';
import { type HopKeyRing, type HopKeys, hopKeyRing } from '@gangway/hop';
import { readContainerUrl } from './container-url.js';
import { lineLogger } from './line-logger.js';
import { systemClock } from './system-clock.js';
import { type Pem, readTls } from './tls-context.js';

export interface LambdaProxyOptions {
  /** The container: `https://hook.internal:8443`; its path is `/events` unless there is one. */
  readonly url: string | URL;
  /** Keys of the hop, or a function that gives them, as `secretKeys` of `@gangway/hop` makes one. */
  readonly keys: HopKeys;
  /** Whether `url` may be plain http on another machine. Answers are signed all the same; events can be read on the way. */
  readonly plainHttp?: boolean;
  /** Milliseconds for a connection, TLS included; 1,000 unless given. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds that the container gets less than the proxy waits, for the way back; 150 unless given. */
  readonly marginMs?: number;
  /** Milliseconds that a connection is kept without a call, 30,000 unless given; 0 for a new one each time. */
  readonly keepAliveMs?: number;
  /** Most octets of an event as JSON, 262,144 unless given; not more than the container takes. */
  readonly bodyLimit?: number;
  /** Most octets of an answer's body, 524,288 unless given. */
  readonly replyLimit?: number;
  /** The CA that the container's certificate must come from, instead of those that Node knows. */
  readonly ca?: Pem | readonly Pem[];
  /** The proxy's own certificate, with `key`, where the container asks for one. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** The name in the container's certificate, where it is not the one in `url`. */
  readonly servername?: string;
  /** As for `lambdaHandler`: milliseconds that init took. */
  readonly initDurationMs?: number;
  /** The system's unless given. */
  readonly clock?: Clock;
  /** One that writes JSON lines to standard output unless given. */
  readonly logger?: Logger;
}

/** Options once they are checked. */
export interface ProxySettings {
  readonly url: URL;
  readonly ring: HopKeyRing;
  /** What the keys take at AWS. */
  readonly permissions: readonly Permission[];
  readonly connectTimeoutMs: number;
  readonly marginMs: number;
  readonly keepAliveMs: number;
  readonly bodyLimit: number;
  readonly replyLimit: number;
  readonly secureContext: SecureContext | undefined;
  readonly servername: string | undefined;
  readonly initDurationMs: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What may stand as an option's value, in words and as a test. */
type Rule = readonly [wanted: string, allows: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isPem = (value: unknown): boolean =>
  isText(value) || (value instanceof Uint8Array && value.length > 0);
const hasMethods =
  (...names: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

// Also the longest that a timer of Node's runs; one that is longer would fire at once.
const whole = (from: number, to: number): Rule => [
  `a whole number from ${from} to ${to}`,
  (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
];

const rules = {
  // Looked at one by one below.
  url: ['', () => true],
  keys: ['', () => true],
  plainHttp: ['true or false', (value) => typeof value === 'boolean'],
  connectTimeoutMs: whole(1, 5_000),
  marginMs: whole(0, 4_000),
  keepAliveMs: whole(0, 3_600_000),
  bodyLimit: whole(1, 2 ** 24),
  replyLimit: whole(1, 2 ** 24),
  ca: [
    'certificates in PEM',
    (value) => isPem(value) || (Array.isArray(value) && value.length > 0 && value.every(isPem)),
  ],
  cert: ['a certificate in PEM', isPem],
  key: ['a key in PEM', isPem],
  servername: ['a text that is not empty', isText],
  initDurationMs: [
    'a finite number of milliseconds, 0 or more',
    (value) => Number.isFinite(value) && Number(value) >= 0,
  ],
  clock: ['a Clock', hasMethods('now', 'monotonic', 'after')],
  logger: ['a Logger', hasMethods('log')],
} satisfies Record<keyof LambdaProxyOptions, Rule>;

/**
 * @param path where the container takes what this proxy sends
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`
 * @throws GangwayError `HOP_KEY_INVALID` or `HOP_KEYS_INVALID`
 */
export function readProxyOptions(
  who: string,
  options: LambdaProxyOptions,
  path: string,
): ProxySettings {
  checkEach(who, options);
  const { plainHttp = false, clock = systemClock } = options;
  const url = readContainerUrl(options.url, path, plainHttp);
  if (typeof url === 'string') throw invalid(who, 'url', url);
  return {
    url,
    ring: hopKeyRing(options.keys),
    permissions: typeof options.keys === 'function' ? (options.keys.permissions ?? []) : [],
    connectTimeoutMs: options.connectTimeoutMs ?? 1_000,
    marginMs: options.marginMs ?? 150,
    keepAliveMs: options.keepAliveMs ?? 30_000,
    bodyLimit: options.bodyLimit ?? 262_144,
    replyLimit: options.replyLimit ?? 524_288,
    secureContext: tlsOf(who, url, options),
    servername: options.servername,
    initDurationMs: options.initDurationMs,
    clock,
    logger: options.logger ?? lineLogger(clock),
  };
}

function checkEach(who: string, options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw new CompositionError('OPTION_INVALID', `${who}: its options are no object.`);
  }
  const known: Readonly<Record<string, Rule>> = rules;
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (rule === undefined) throw unknown(who, name);
    const [wanted, allows] = rule;
    if (value !== undefined && !allows(value)) throw invalid(who, name, `it takes ${wanted}`);
  }
}

/** `undefined` where there is no TLS; then nothing may be said of it, either. */
function tlsOf(who: string, url: URL, options: LambdaProxyOptions): SecureContext | undefined {
  const given = (['ca', 'cert', 'key', 'servername'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (url.protocol === 'http:') {
    if (given === undefined) return undefined;
    throw invalid(who, given, 'it is for an https URL');
  }
  const context = readTls(options);
  if (typeof context === 'string') throw invalid(who, given ?? 'ca', context);
  return context;
}

function unknown(who: string, name: string): CompositionError {
  const known = Object.keys(rules);
  const right = nearest(name, known);
  const hint = right === undefined ? `It takes: ${known.join(', ')}.` : `Did you mean "${right}"?`;
  return new CompositionError('OPTION_UNKNOWN', `${who} has no option "${name}". ${hint}`);
}

const invalid = (who: string, name: string, why: string): CompositionError =>
  new CompositionError('OPTION_INVALID', `${who}, option "${name}": ${why}.`);
