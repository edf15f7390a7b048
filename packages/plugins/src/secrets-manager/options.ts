import * as v from 'valibot';
import { clientOptions } from '../aws-client/client-options.js';
import { keptOptions, softIsWithinHard } from '../kept/kept-options.js';

/** What only one of the two ways to Secrets Manager takes. */
const ofSdk = ['region', 'endpoint', 'credentials'] as const;

/** Whether the extension may be asked, or looked for: it asks in the function's own region and role, and nowhere else. */
export const mayUseExtension = (
  given: Readonly<Partial<Record<'via' | (typeof ofSdk)[number], unknown>>>,
): boolean => given.via !== 'sdk' && ofSdk.every((name) => given[name] === undefined);

export const storeOptions = v.pipe(
  v.strictObject({
    /** Which way Secrets Manager is asked. */
    via: v.optional(v.picklist(['found', 'extension', 'sdk']), 'found'),
    ...clientOptions,
    /** Where the extension listens, and the token that it wants; from the environment unless given. */
    extension: v.optional(
      v.strictObject({
        port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
        token: v.optional(v.pipe(v.string(), v.minLength(1, 'is empty'))),
      }),
      {},
    ),
    /**
     * ARN patterns of the secrets that the hook may read, for `hook.describe()`; those that the hook's plugins ask for unless
     * given.
     */
    resources: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(),
            v.regex(/^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:\S+$/, 'is no ARN of secrets'),
          ),
        ),
        v.minLength(1, 'names no secret'),
      ),
    ),
    ...keptOptions,
  }),
  v.check((rules) => softIsWithinHard(rules), 'softSeconds is longer than hardSeconds'),
  v.check(
    (given) => given.via !== 'extension' || mayUseExtension(given),
    'via "extension" takes no region, endpoint or credentials: the extension has those of the function',
  ),
  v.check(
    (given) => mayUseExtension(given) || Object.keys(given.extension).length === 0,
    'no extension is asked with via "sdk", or where region, endpoint or credentials are given',
  ),
);

export type StoreOptions = v.InferOutput<typeof storeOptions>;
