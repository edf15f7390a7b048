import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { escapeNameValue, signingRequestFor } from '@gangway/emulator/certificates';
import type { KeyKind } from '../fleet.js';

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A key pair that a device made itself, and its signing request; or that it has AWS IoT make it one. */
export type DeviceKeys =
  | { readonly madeBy: 'device'; readonly privateKey: string; readonly signingRequest: string }
  | { readonly madeBy: 'aws-iot' };

/**
 * A device makes its key once, and asks with it again after a fault: the hook then sees that the same device came back.
 *
 * @param commonName what stands in the request's subject; a device without a serial number has a name all the same
 * @example (await makeDeviceKeys('aws-iot', 'SN-0001')).madeBy; // 'aws-iot'
 */
export async function makeDeviceKeys(kind: KeyKind, commonName: string): Promise<DeviceKeys> {
  if (kind === 'aws-iot') return { madeBy: 'aws-iot' };
  const keys = kind === 'p-256' ? makeEcKeys() : await makeRsaKeys();
  return {
    madeBy: 'device',
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signingRequest: signingRequestFor({
      subject: `CN=${escapeNameValue(commonName || 'device')}`,
      keys,
    }),
  };
}

/** A tenth of a millisecond: less than it costs to have another thread do it. */
const makeEcKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const generate = promisify(generateKeyPair);

const makeRsaKeys = (): Promise<KeyPair> => generate('rsa', { modulusLength: 2048 });
