import * as v from 'valibot';
import { holdsPassword, isOutOfReach } from '../http/address.js';
import { fetchOption } from '../http/fetch-option.js';
import { parameterName } from '../text/parameter-name.js';
import { lambdaOptions } from './lambda-options.js';
import { hookCommand } from './process/command.js';

const invocations = /\/2015-03-31\/functions\/[^/]+\/invocations$/;

const url = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && !holdsPassword(text),
    'must be an http or https URL without a name and password in it',
  ),
  v.check(
    (text) => invocations.test(URL.parse(text)?.pathname ?? ''),
    'must end in the invocations path, /2015-03-31/functions/<name>/invocations',
  ),
);

/** Ways to another hook, of which each plugin takes one. */
const ways = ['lambda', 'command', 'url'] as const;

const entries = {
  /** Tells this hook from other remote ones, in traces and errors. */
  name: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not in kebab-case'))),
  /** A Lambda function. */
  lambda: v.optional(lambdaOptions),
  /** A program that speaks Lambda's Runtime API. */
  command: v.optional(hookCommand),
  /** An address that serves the invocations path. */
  url: v.optional(url),
  /** Whether `url` may be plain http on another machine: whoever is on the way can then say yes. */
  plainHttp: v.optional(v.boolean(), false),
  /** What fetches `url`, for proxies and tests. */
  fetch: fetchOption,
  /** The override keys that it may set. */
  keys: v.array(parameterName),
  /** Whether its values are secrets. */
  secret: v.optional(v.boolean(), false),
  /** How long it may take. */
  timeoutSeconds: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(4)), 4),
};

export const options = v.pipe(
  v.strictObject(entries),
  v.check(
    (given) => ways.filter((way) => given[way] !== undefined).length === 1,
    `give one of ${ways.join(', ')}`,
  ),
  v.check(
    ({ url: address, plainHttp }) => address === undefined || plainHttp || isOutOfReach(address),
    'url: on the way to another machine anybody can say yes for plain http; use https, or set plainHttp',
  ),
  v.check(
    ({ url: address, plainHttp, fetch }) => address !== undefined || !(plainHttp || fetch),
    'plainHttp and fetch are for a url',
  ),
);

export type Rules = v.InferOutput<typeof options>;
