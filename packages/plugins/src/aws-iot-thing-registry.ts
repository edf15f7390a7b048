import { Clock, definePlugin, errorCode, provide, type Thing, ThingRegistry } from '@gangway/core';
import * as v from 'valibot';
import type { AwsCredentials } from './aws-client/client-options.js';
import { connectIot, type IotConnection } from './aws-iot/iot-api.js';
import { cacheSeconds, connectionOptions, pace, paceOptions } from './aws-iot/iot-options.js';
import { pacedReadings } from './aws-iot/paced-readings.js';
import { probeCalls } from './aws-iot/probe-calls.js';
import { readThing, thingFault } from './aws-iot/read-thing.js';
import { faultCodes } from './aws-iot/registry-fault.js';
import { isThingName } from './aws-iot/thing-name.js';

export type { AwsCredentials };

const options = v.strictObject({
  ...connectionOptions,
  /** How long a thing with an active certificate is remembered. */
  cacheSeconds: v.optional(cacheSeconds, 30),
  ...paceOptions,
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
    THING_REGISTRY_BUSY: faultCodes.busy,
    THING_REGISTRY_THROTTLED: faultCodes.throttled,
    THING_REGISTRY_FORBIDDEN: faultCodes.forbidden,
    THING_REGISTRY_UNAVAILABLE: faultCodes.unavailable,
    THING_PRINCIPALS_TOO_MANY: errorCode(
      'More principals are attached to the thing than `maxPrincipals`.',
      'Detach what the thing no longer uses: `aws iot list-thing-principals --thing-name <name>`.',
    ),
  },
  build: (rules) => {
    const connection = connectIot(rules, thingFault);
    const resourceOf = (type: string) => `arn:aws:iot:${rules.region ?? '*'}:*:${type}/*`;
    return {
      provides: [
        provide(ThingRegistry, { clock: Clock }, ({ clock }) =>
          createRegistry(clock, connection, rules),
        ),
      ],
      prepare: async () => {
        await connection.open();
      },
      // That there is no such thing is an answer as good as any.
      probe: async ({ signal }) => {
        await probeCalls(connection, thingFault, signal).describeThing('gangway-probe');
      },
      permissions: [
        { action: 'iot:DescribeThing', resource: resourceOf('thing') },
        { action: 'iot:ListThingPrincipals', resource: resourceOf('thing') },
        { action: 'iot:DescribeCertificate', resource: resourceOf('cert') },
      ],
    };
  },
});

function createRegistry(
  clock: Clock,
  connection: IotConnection,
  rules: v.InferOutput<typeof options>,
): ThingRegistry {
  const find = pacedReadings<Thing | undefined>(clock, connection, {
    fault: thingFault,
    // At a low rate, too, one thing can be read: itself, its list, its certificates.
    rate: pace(rules, rules.maxPrincipals + 2),
    read: (name, calls) => readThing(name, calls, rules.maxPrincipals),
    // Only an active certificate closes the door to every other, so the worst of an old answer is a denial too many. "No such
    // thing" and "no active certificate" would be wrong from the moment in which the first device has come aboard.
    isHarmless: hasActive,
    lifeMs: (thing) => (hasActive(thing) ? rules.cacheSeconds * 1_000 : 0),
  });
  return Object.freeze({
    async find(name: string, { signal }: { readonly signal: AbortSignal }) {
      signal.throwIfAborted();
      // No thing can have such a name; and the path of an empty one lists all things.
      return isThingName(name) ? find(name, signal) : undefined;
    },
  });
}

const hasActive = (thing: Thing | undefined): boolean =>
  thing !== undefined && thing.activeCertificateIds.length > 0;
