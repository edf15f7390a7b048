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
  /** Whether `url`, or the function's endpoint, may be plain http on another machine: whoever is on the way can then say yes. */
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

/** Where it is asked, as far as that is told here. */
const addressesOf = ({
  url,
  lambda,
}: v.InferOutput<v.StrictObjectSchema<typeof entries, undefined>>) =>
  [url, lambda?.endpoint].filter((address) => address !== undefined);

export const options = v.pipe(
  v.strictObject(entries),
  v.check(
    (given) => ways.filter((way) => given[way] !== undefined).length === 1,
    `give one of ${ways.join(', ')}`,
  ),
  v.check(
    (given) => given.plainHttp || addressesOf(given).every(isOutOfReach),
    'on the way to another machine anybody can say yes for plain http; use https, or set plainHttp',
  ),
  v.check(
    (given) => addressesOf(given).length > 0 || !given.plainHttp,
    'plainHttp is for a url, or an endpoint',
  ),
  v.check((given) => given.url !== undefined || given.fetch === undefined, 'fetch is for a url'),
);

export type Rules = v.InferOutput<typeof options>;
