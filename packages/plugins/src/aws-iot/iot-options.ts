import * as v from 'valibot';
import { clientOptions, httpUrl } from '../aws-client/client-options.js';
import type { Rate } from './token-bucket.js';

// The endpoint for devices, which a console shows first, answers the same paths with 404 ResourceNotFoundException: nothing
// would ever seem to be there.
const endpointForDevices = /\.iot\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

/** Which AWS IoT is asked, and as whom. */
export const connectionOptions = {
  ...clientOptions,
  endpoint: v.optional(
    v.pipe(
      httpUrl,
      v.check(
        (url) => !endpointForDevices.test(URL.parse(url)?.hostname ?? ''),
        'is an endpoint for devices; the registry answers at iot.<region>.amazonaws.com',
      ),
    ),
  ),
};

/** How long an answer is remembered. */
export const cacheSeconds = v.pipe(v.number(), v.minValue(0), v.maxValue(300));

/** How often AWS IoT is asked. */
export const paceOptions = {
  /** Calls to AWS IoT a second, all operations together. As many may come at once, or those for one answer if they are more. */
  requestsPerSecond: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(500)), 10),
  /** How long one call may wait for its turn. */
  maxWaitSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4)), 1),
};

interface PaceRules {
  readonly requestsPerSecond: number;
  readonly maxWaitSeconds: number;
}

/** @param callsAtOnce how many one answer may take */
export const pace = (
  { requestsPerSecond, maxWaitSeconds }: PaceRules,
  callsAtOnce: number,
): Rate => ({
  perSecond: requestsPerSecond,
  burst: Math.max(requestsPerSecond, callsAtOnce),
  maxWaitMs: maxWaitSeconds * 1_000,
});
