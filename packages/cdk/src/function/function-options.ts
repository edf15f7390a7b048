import * as logs from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';

/** Where a function's code comes from. */
export type FunctionCode =
  /** A file that exports `handler`, or a hook as its default; it is bundled at synth. */
  | {
      readonly entry: string;
      /** Packages that stay outside of the bundle, such as `@aws-sdk/*`, which Lambda's runtime has. */
      readonly external?: readonly string[];
      /** Files that the source names by their URL and the function does without, each as it is written there. */
      readonly without?: readonly string[];
    }
  /** A folder that `gangway bundle` wrote. */
  | { readonly bundle: string };

/** What every function of Gangway takes. */
export interface FunctionProps {
  /** The code: a file to bundle, or the folder of a bundle. */
  readonly code: FunctionCode;
  /** Environment variables; their values may be tokens, such as a table's name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** MB of memory, 128 to 10,240; the share of a processor grows with it. */
  readonly memoryMb?: number;
  /** Seconds until Lambda ends an invocation. */
  readonly timeoutSeconds?: number;
  /** How many run at once at most. It is taken from what the account has for all its functions. */
  readonly reservedConcurrency?: number;
  /** Days that log lines are kept, one of those that CloudWatch Logs knows. */
  readonly logRetentionDays?: number;
}

const retentions: readonly number[] = Object.values(logs.RetentionDays).filter(
  (days): days is logs.RetentionDays =>
    days !== logs.RetentionDays.INFINITE && typeof days === 'number',
);

/** Lambda sets these itself and refuses to have them set. */
const reserved =
  /^(AWS_LAMBDA_|AWS_ACCESS_KEY|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_REGION$|AWS_DEFAULT_REGION$|AWS_EXECUTION_ENV$|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$)/;

const path = v.pipe(v.string(), v.minLength(1, 'is no path'));

const variable = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_]+$/, 'is not the name of an environment variable of Lambda'),
  v.check((name) => !reserved.test(name), 'is a variable that Lambda sets itself'),
);

/** A whole number of a range. */
export const between = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};

export const functionCode = v.union(
  [
    v.strictObject({
      entry: path,
      external: v.optional(v.array(path), []),
      without: v.optional(v.array(path), []),
    }),
    v.strictObject({ bundle: path }),
  ],
  'must be { entry: <file> } or { bundle: <folder> }',
);

export const environmentOption = v.optional(v.record(variable, v.string('must be a text')), {});

/** The schema's entries of {@link FunctionProps}, with the defaults of a kind of function. */
export const functionOptions = (settings: {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly mostTimeoutSeconds: number;
  readonly logRetentionDays: number;
}) => ({
  code: functionCode,
  environment: environmentOption,
  memoryMb: v.optional(between(128, 10_240), settings.memoryMb),
  timeoutSeconds: v.optional(between(1, settings.mostTimeoutSeconds), settings.timeoutSeconds),
  reservedConcurrency: v.optional(between(0, 100_000)),
  logRetentionDays: v.optional(
    v.picklist(retentions, `must be one of ${retentions.join(', ')}`),
    settings.logRetentionDays,
  ),
});
