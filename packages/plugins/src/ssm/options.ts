import * as v from 'valibot';
import { clientOptions } from '../aws-client/client-options.js';
import { keptOptions, softIsWithinHard } from '../kept/kept-options.js';
import { isPlainRecord, parameterName } from '../text/parameter-name.js';

const mostKeys = 50;
/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const nameLength = 1_011;
const mostLevels = 15;

const below = v.pipe(
  v.string(),
  v.regex(
    /^[\w.-]+(?:\/[\w.-]+)*$/,
    'no parameter is called so below a path: letters, digits, "_", "." and "-", with "/" between names',
  ),
);

const atLeastOne = 'give at least one key';

const names = v.pipe(v.array(v.pipe(parameterName, below)), v.minLength(1, atLeastOne));

const namesByKey = v.pipe(
  v.custom<Readonly<Record<string, string>>>(
    isPlainRecord,
    'must be a list of names, or an object from override key to name below the path',
  ),
  v.record(parameterName, below),
  v.check((keys) => Object.keys(keys).length > 0, atLeastOne),
);

export const ssmOptions = v.pipe(
  v.strictObject({
    /** What the names of all parameters begin with. */
    path: v.pipe(
      v.string(),
      v.regex(/^(?:\/[\w.-]+)+$/, 'must be "/" before each name, and none behind the last'),
    ),
    /** Names below the path that are override keys too, or names below the path by override key. */
    keys: v.pipe(
      // By what was given, and not as a union, which would not say what is wrong where.
      v.lazy((given) => (Array.isArray(given) ? names : namesByKey)),
      v.transform(
        (keys): ReadonlyMap<string, string> =>
          new Map(Array.isArray(keys) ? keys.map((key) => [key, key]) : Object.entries(keys)),
      ),
      v.check(({ size }) => size <= mostKeys, `at most ${mostKeys} keys`),
    ),
    /** What to do for a parameter that is not there. */
    missing: v.optional(v.picklist(['deny', 'skip']), 'deny'),
    ...clientOptions,
    ...keptOptions,
  }),
  v.check((rules) => softIsWithinHard(rules), 'softSeconds is longer than hardSeconds'),
  v.check(
    ({ path, keys }) => [...keys.values()].every((name) => isNameOfService(`${path}/${name}`)),
    `a parameter's whole name has at most ${nameLength} characters and ${mostLevels} levels`,
  ),
);

export type SsmOptions = v.InferOutput<typeof ssmOptions>;

const isNameOfService = (name: string): boolean =>
  name.length <= nameLength && name.split('/').length - 1 <= mostLevels;
