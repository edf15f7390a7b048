import { generateKeyPair, generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type CertificateKeys,
  escapeNameValue,
  signingRequestFor,
} from '@gangway/emulator/certificates';
import type { KeyKind } from '../fleet.js';

/** A key pair that a device made itself, and its signing request; or that it has AWS IoT make it one. */
export type DeviceKeys =
  | { readonly madeBy: 'device'; readonly privateKey: string; readonly signingRequest: string }
  | { readonly madeBy: 'aws-iot' };

/**
 * A device makes its key once, and asks with it again after a fault: the hook then sees that the same device came back.
 *
 * @param commonName what stands in the request's subject; a device without a serial number has a name all the same
 */
export async function makeDeviceKeys(kind: KeyKind, commonName: string): Promise<DeviceKeys> {
  if (kind === 'aws-iot') return { madeBy: 'aws-iot' };
  return deviceKeysOf(kind === 'p-256' ? makeEcKeys() : await makeRsaKeys(), commonName);
}

/**
 * Key and signing request of a device that has a key pair.
 *
 * @param commonName what stands in the request's subject
 * @example deviceKeysOf(makeEcKeys(), 'SN-0001').madeBy; // 'device'
 */
export const deviceKeysOf = (keys: CertificateKeys, commonName: string): DeviceKeys => ({
  madeBy: 'device',
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  signingRequest: signingRequestFor({
    subject: `CN=${escapeNameValue(commonName || 'device')}`,
    keys,
  }),
});

/**
 * A key pair on P-256. It takes a tenth of a millisecond: less than it costs to have another thread do it.
 *
 * @example makeEcKeys().privateKey.asymmetricKeyType; // 'ec'
 */
export const makeEcKeys = (): CertificateKeys => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const generate = promisify(generateKeyPair);

const makeRsaKeys = (): Promise<CertificateKeys> => generate('rsa', { modulusLength: 2048 });
