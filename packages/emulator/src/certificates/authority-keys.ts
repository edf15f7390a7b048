import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { promisify } from 'node:util';
import { GangwayError } from '@gangway/core';
import { publicKeyInfo } from './certificate-keys.js';
import { distinguishedName } from './distinguished-name.js';
import { basicConstraints, keyUsage } from './extensions.js';
import { type Signer, signCertificate, signerFor } from './sign-certificate.js';

/** An emulator's CA, as it is kept: its certificate and its private key, both in PEM. The key is a secret. */
export interface AuthorityKeys {
  readonly caPem: string;
  readonly privateKey: string;
}

const generate = promisify(generateKeyPair);

// In no emulated moment, and by no device's clock, are the CA and the server invalid: that would be no part of AWS IoT.
export const always = {
  notBefore: Date.UTC(2020, 0, 1),
  notAfter: Date.UTC(2049, 11, 31, 23, 59, 59),
};

// Nobody who finds such a certificate takes it for one of Amazon's.
const authorityName = distinguishedName('O=Gangway, CN=Gangway Emulator CA');

/**
 * Makes a CA for an emulator: EC on P-256, which signs in a tenth of the time that RSA takes.
 *
 * @example
 * const keys = await newAuthorityKeys();
 * await createCertificateAuthority({ clock: fakeClock(), keys });
 */
export async function newAuthorityKeys(): Promise<AuthorityKeys> {
  const keys = await generate('ec', { namedCurve: 'P-256' });
  const { certificatePem } = signCertificate({
    subject: authorityName,
    publicKey: publicKeyInfo(keys.publicKey),
    issuer: signerFor(authorityName, keys),
    validity: always,
    extensions: [basicConstraints({ pathLength: 0 }), keyUsage('certifies')],
  });
  return {
    caPem: certificatePem,
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** @throws GangwayError `AUTHORITY_KEYS_INVALID` where they are not what `newAuthorityKeys()` made, or no pair */
export function signerOfKeys({ caPem, privateKey }: AuthorityKeys): Signer {
  const key = privateKeyIn(privateKey);
  if (!isCertificateOf(caPem, key)) {
    throw invalid('the certificate is not one of an emulator for this key');
  }
  return signerFor(authorityName, { privateKey: key, publicKey: createPublicKey(key) });
}

function privateKeyIn(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // What OpenSSL says of a key may hold a part of it.
    throw invalid('the private key cannot be read');
  }
}

function isCertificateOf(pem: string, key: KeyObject): boolean {
  try {
    const certificate = new X509Certificate(pem);
    return (
      certificate.ca &&
      certificate.subject === 'O=Gangway\nCN=Gangway Emulator CA' &&
      certificate.checkPrivateKey(key)
    );
  } catch {
    return false;
  }
}

const invalid = (what: string) => new GangwayError('AUTHORITY_KEYS_INVALID', `The CA: ${what}.`);
