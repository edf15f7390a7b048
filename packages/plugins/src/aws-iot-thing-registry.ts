import { Clock, definePlugin, errorCode, provide, type Thing, ThingRegistry } from '@gangway/core';
import * as v from 'valibot';
import { type AwsCredentials, connectIot, type IotConnection } from './aws-iot/iot-api.js';
import { pacedCalls } from './aws-iot/paced-calls.js';
import { readThing } from './aws-iot/read-thing.js';
import { recentThings } from './aws-iot/recent-things.js';
import { sharedFlights } from './aws-iot/shared-flights.js';
import { isThingName } from './aws-iot/thing-name.js';
import { tokenBucket } from './aws-iot/token-bucket.js';

export type { AwsCredentials };

/** Some hundred kilobytes at most. */
const mostKept = 1_000;

// The endpoint for devices, which a console shows first, answers the same paths with 404 ResourceNotFoundException: every
// thing would seem not to be there, and every device would pass.
const endpointForDevices = /\.iot\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

const options = v.strictObject({
  /** The region whose registry is asked. */
  region: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a region'))),
  /** URL of the server, for one other than the region's own. */
  endpoint: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''),
        'must be an http or https URL',
      ),
      v.check(
        (url) => !endpointForDevices.test(URL.parse(url)?.hostname ?? ''),
        'is an endpoint for devices; the registry answers at iot.<region>.amazonaws.com',
      ),
    ),
  ),
  /** Keys, or a function that fetches them; the SDK's own search unless given. */
  credentials: v.optional(
    v.custom<AwsCredentials | (() => Promise<AwsCredentials>)>(
      (value) => (typeof value === 'object' && value !== null) || typeof value === 'function',
      'must be keys, or a function that gives them',
    ),
  ),
  /** How long a thing with an active certificate is remembered. */
  cacheSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(300)), 30),
  /** Calls to AWS IoT a second, all operations together. As many may come at once, or those for one thing if they are more. */
  requestsPerSecond: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(500)), 10),
  /** How long one call may wait for its turn. */
  maxWaitSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4)), 1),
  /** A thing with more is `THING_PRINCIPALS_TOO_MANY`. */
  maxPrincipals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
});

/**
 * AWS IoT's own registry as the port `ThingRegistry`: which things exist, and which of their certificates are active. It
 * asks nothing by itself; `thingGuard` does.
 *
 * A thing costs one call where there is none, else two and one for each certificate attached. All calls of one hook share a
 * rate. A call that fails in a way that may pass is made once more. A thing with an active certificate is remembered for
 * `cacheSeconds`; "no such thing" and "no active certificate" never are, for they open the door. An error is never a
 * "no": it is thrown, with one of the codes below.
 *
 * The SDK, `@aws-sdk/client-iot`, is loaded when the hook gets ready or, failing that, by the first request. Region and
 * credentials are found as the SDK finds them, unless given. The region must be that of the template: in another one
 * no thing is ever found.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeThing.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_ListThingPrincipals.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeCertificate.html
 * @example awsIotThingRegistry()
 * @example awsIotThingRegistry({ region: 'eu-west-1', cacheSeconds: 10, requestsPerSecond: 5 })
 */
export const awsIotThingRegistry = definePlugin({
  name: 'aws-iot-thing-registry',
  options,
  reasonCodes: {
    THING_REGISTRY_BUSY: errorCode(
      'More calls to AWS IoT are wanted than `requestsPerSecond` allows.',
      'Raise it if the account has room for more; look for a stolen claim certificate if the rush is not expected.',
    ),
    THING_REGISTRY_THROTTLED: errorCode(
      'AWS IoT says that the account makes too many calls.',
      'Lower `requestsPerSecond`, see who else calls, or ask AWS for a higher quota.',
    ),
    THING_REGISTRY_FORBIDDEN: errorCode(
      'AWS IoT refused the call, or there are no credentials for it.',
      "Give the hook's role the permissions that `hook.describe()` lists.",
    ),
    THING_REGISTRY_UNAVAILABLE: errorCode(
      'AWS IoT could not be reached, failed, or gave an answer that makes no sense.',
      'The detail names the call: look at region, endpoint, network and the state of AWS IoT.',
    ),
    THING_PRINCIPALS_TOO_MANY: errorCode(
      'More principals are attached to the thing than `maxPrincipals`.',
      'Detach what the thing no longer uses: `aws iot list-thing-principals --thing-name <name>`.',
    ),
  },
  build: (rules) => {
    const connection = connectIot(rules);
    return {
      provides: [
        provide(ThingRegistry, { clock: Clock }, ({ clock }) =>
          createRegistry(clock, connection, rules),
        ),
      ],
      prepare: async () => {
        await connection.open();
      },
      permissions: [
        { action: 'iot:DescribeThing', resource: 'arn:aws:iot:*:*:thing/*' },
        { action: 'iot:ListThingPrincipals', resource: 'arn:aws:iot:*:*:thing/*' },
        { action: 'iot:DescribeCertificate', resource: 'arn:aws:iot:*:*:cert/*' },
      ],
    };
  },
});

function createRegistry(
  clock: Clock,
  connection: IotConnection,
  rules: v.InferOutput<typeof options>,
): ThingRegistry {
  const recent = recentThings(clock, rules.cacheSeconds * 1_000, mostKept);
  const bucket = tokenBucket(clock, {
    perSecond: rules.requestsPerSecond,
    // At a low rate, too, one thing can be read: itself, its list, its certificates.
    burst: Math.max(rules.requestsPerSecond, rules.maxPrincipals + 2),
    maxWaitMs: rules.maxWaitSeconds * 1_000,
  });
  // Only an active certificate closes the door: what opens it is told to nobody who asked after it was read.
  const share = sharedFlights<Thing | undefined>(
    (thing) => thing !== undefined && thing.activeCertificateIds.length > 0,
  );

  async function read(name: string, signal: AbortSignal): Promise<Thing | undefined> {
    const readAt = clock.now();
    const thing = await readThing(
      name,
      pacedCalls(connection, bucket, signal),
      rules.maxPrincipals,
    );
    if (thing !== undefined) recent.keep(thing, readAt);
    return thing;
  }

  return Object.freeze({
    async find(name: string, { signal }: { readonly signal: AbortSignal }) {
      signal.throwIfAborted();
      // No thing can have such a name; and the path of an empty one lists all things.
      if (!isThingName(name)) return undefined;
      return recent.find(name) ?? share(name, signal, (shared) => read(name, shared));
    },
  });
}
