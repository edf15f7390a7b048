import * as v from 'valibot';

/** Keys of an AWS identity. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where a service of AWS's is asked, and as whom. */
export interface ClientOptions {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>) | undefined;
}

/** A server's address. */
export const httpUrl = v.pipe(
  v.string(),
  v.check(
    (url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''),
    'must be an http or https URL',
  ),
);

const key = v.pipe(v.string(), v.minLength(1));

// Not strict: what else a provider of the SDK's gives, such as `expiration`, may stand there.
const keys = v.object({ accessKeyId: key, secretAccessKey: key, sessionToken: v.optional(key) });

/** The options of every plugin that asks a service of AWS's. */
export const clientOptions = {
  /** The region that is asked. */
  region: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a region'))),
  /** URL of the server, for one other than the region's own. */
  endpoint: v.optional(httpUrl),
  /** Keys, or a function that fetches them; the SDK's own search unless given. */
  credentials: v.optional(
    v.custom<AwsCredentials | (() => Promise<AwsCredentials>)>(
      (value) => typeof value === 'function' || v.is(keys, value),
      'must be keys, or a function that gives them',
    ),
  ),
};

/** What was given of the options, as the constructor of a client takes it. */
export const clientSettings = ({ region, endpoint, credentials }: ClientOptions) => ({
  ...(region === undefined ? {} : { region }),
  ...(endpoint === undefined ? {} : { endpoint }),
  ...(credentials === undefined ? {} : { credentials }),
});
