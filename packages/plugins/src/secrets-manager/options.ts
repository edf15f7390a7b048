import * as v from 'valibot';
import { clientOptions } from '../aws-client/client-options.js';

const week = 604_800;

const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/** What only one of the two ways to Secrets Manager takes. */
const ofSdk = ['region', 'endpoint', 'credentials'] as const;

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
    /** ARN patterns of the secrets that the hook may read, for `hook.describe()`. */
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
      ['arn:aws:secretsmanager:*:*:secret:*'],
    ),
    /** How long a secret is given without a question. */
    softSeconds: v.optional(seconds(week), 300),
    /** How long one that cannot be read anew still serves. */
    hardSeconds: v.optional(seconds(week), 3_600),
    /** How long nobody asks anew after a failure, or for a version that did not verify. */
    pauseSeconds: v.optional(seconds(3_600), 10),
    /** How long one question may take. */
    timeoutMs: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(4_000)),
      1_000,
    ),
  }),
  v.check(
    ({ softSeconds, hardSeconds }) => softSeconds <= hardSeconds,
    'softSeconds is longer than hardSeconds',
  ),
  v.check(
    (given) => given.via !== 'extension' || ofSdk.every((name) => given[name] === undefined),
    'via "extension" takes no region, endpoint or credentials: the extension has those of the function',
  ),
  v.check(
    ({ via, extension }) => via !== 'sdk' || Object.keys(extension).length === 0,
    'via "sdk" asks no extension',
  ),
);

export type StoreOptions = v.InferOutput<typeof storeOptions>;

/** Whether the extension may be looked for: it asks in the function's own region and role, and nowhere else. */
export const mayUseExtension = (options: StoreOptions): boolean =>
  ofSdk.every((name) => options[name] === undefined);
