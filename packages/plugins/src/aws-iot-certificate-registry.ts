import {
  CertificateRegistry,
  Clock,
  definePlugin,
  isCertificateId,
  provide,
  type RegisteredCertificate,
} from '@gangway/core';
import * as v from 'valibot';
import type { AwsCredentials } from './aws-client/client-options.js';
import { connectIot, type IotConnection } from './aws-iot/iot-api.js';
import { cacheSeconds, connectionOptions, pace, paceOptions } from './aws-iot/iot-options.js';
import { pacedReadings } from './aws-iot/paced-readings.js';
import { probeCalls } from './aws-iot/probe-calls.js';
import { readCertificate } from './aws-iot/read-certificate.js';
import { faultCodes, registryFault } from './aws-iot/registry-fault.js';

export type { AwsCredentials };

const certificateFault = registryFault('CERTIFICATE_REGISTRY');

/**
 * How long any other answer than `ACTIVE` is remembered. Long enough that a claim certificate which was deactivated and is
 * still connected costs a call every few seconds and not one for each of its requests, which would use up those of honest
 * devices; short enough that one which was activated again is soon heard.
 */
const refusalSeconds = 5;

const options = v.strictObject({
  ...connectionOptions,
  /** How long an active certificate is remembered: so long may it pass after it was deactivated. */
  cacheSeconds: v.optional(cacheSeconds, 60),
  ...paceOptions,
});

/**
 * The account's certificates at AWS IoT as the port `CertificateRegistry`: status, CA, mode, creation date, owner, validity.
 * It asks nothing by itself; `claimCertificate` does.
 *
 * A certificate costs one call. One that is active is remembered for `cacheSeconds`, counted from when the call began, so every
 * request that is received so long after a deactivation sees it. Every other answer is remembered for five seconds at most. Those
 * who ask for one certificate at the same time share a call. All calls of one plugin share a rate; a call that fails in a way
 * that may pass is made once more. An error is never an answer: it is thrown, with one of the codes below.
 *
 * The SDK, `@aws-sdk/client-iot`, is loaded when the hook gets ready or, failing that, by the first request. Region and
 * credentials are found as the SDK finds them, unless given. The region must be that of the template: in another one no
 * claim certificate is ever found.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_DescribeCertificate.html
 * @example awsIotCertificateRegistry()
 * @example awsIotCertificateRegistry({ region: 'eu-west-1', cacheSeconds: 10, requestsPerSecond: 5 })
 */
export const awsIotCertificateRegistry = definePlugin({
  name: 'aws-iot-certificate-registry',
  options,
  reasonCodes: {
    CERTIFICATE_REGISTRY_BUSY: faultCodes.busy,
    CERTIFICATE_REGISTRY_THROTTLED: faultCodes.throttled,
    CERTIFICATE_REGISTRY_FORBIDDEN: faultCodes.forbidden,
    CERTIFICATE_REGISTRY_UNAVAILABLE: faultCodes.unavailable,
  },
  build: (rules) => {
    const connection = connectIot(rules, certificateFault);
    return {
      provides: [
        provide(CertificateRegistry, { clock: Clock }, ({ clock }) =>
          createRegistry(clock, connection, rules),
        ),
      ],
      prepare: async () => {
        await connection.open();
      },
      // No certificate has that id: it would be one whose SHA-256 is zero. That it is not listed is an answer as good as any.
      probe: async ({ signal }) => {
        await probeCalls(connection, certificateFault, signal).describeCertificate('0'.repeat(64));
      },
      permissions: [
        {
          action: 'iot:DescribeCertificate',
          resource: `arn:aws:iot:${rules.region ?? '*'}:*:cert/*`,
        },
      ],
    };
  },
});

function createRegistry(
  clock: Clock,
  connection: IotConnection,
  rules: v.InferOutput<typeof options>,
): CertificateRegistry {
  const find = pacedReadings<RegisteredCertificate | undefined>(clock, connection, {
    fault: certificateFault,
    rate: pace(rules, 1),
    read: (id, calls) => readCertificate(id, calls, certificateFault),
    // "Not listed" is harmless only to a check that denies it; not each does.
    isHarmless: (certificate) => certificate !== undefined && certificate.status !== 'ACTIVE',
    lifeMs: (certificate) =>
      1_000 *
      (certificate?.status === 'ACTIVE'
        ? rules.cacheSeconds
        : Math.min(rules.cacheSeconds, refusalSeconds)),
  });
  return Object.freeze({
    async find(id: string, { signal }: { readonly signal: AbortSignal }) {
      signal.throwIfAborted();
      // No certificate has such an id; and the path of an empty one lists all certificates.
      return isCertificateId(id) ? find(id, signal) : undefined;
    },
  });
}
