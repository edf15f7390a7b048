import type { DeviceConnection } from '../mqtt/device-connection.js';
import { textIn } from '../mqtt/read-reply.js';
import type { DeviceKeys } from './device-keys.js';

/** A certificate with its key, and the token that registers it. */
export interface NewCertificate {
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly certificateOwnershipToken: string;
  /** PEM. */
  readonly privateKey: string;
}

/**
 * `CreateCertificateFromCsr`, or `CreateKeysAndCertificate` where AWS IoT is to make the key.
 *
 * @throws StepError
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 */
export async function createCertificate(
  connection: DeviceConnection,
  keys: DeviceKeys,
  patienceMs: number,
): Promise<NewCertificate> {
  const reply =
    keys.madeBy === 'device'
      ? await connection.call(
          '$aws/certificates/create-from-csr/json',
          { certificateSigningRequest: keys.signingRequest },
          patienceMs,
        )
      : await connection.call('$aws/certificates/create/json', {}, patienceMs);
  return {
    certificateId: textIn(reply, 'certificateId'),
    certificatePem: textIn(reply, 'certificatePem'),
    certificateOwnershipToken: textIn(reply, 'certificateOwnershipToken'),
    privateKey: keys.madeBy === 'device' ? keys.privateKey : textIn(reply, 'privateKey'),
  };
}

/** The payload of `RegisterThing`. */
export interface Registration {
  readonly certificateOwnershipToken: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * `RegisterThing`; gives the thing's name.
 *
 * @throws StepError
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html#register-thing
 */
export async function registerThing(
  connection: DeviceConnection,
  templateName: string,
  registration: Registration,
  patienceMs: number,
): Promise<string> {
  const topic = `$aws/provisioning-templates/${templateName}/provision/json`;
  return textIn(await connection.call(topic, { ...registration }, patienceMs), 'thingName');
}
