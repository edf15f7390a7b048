import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '@gangway/core';
import { type AuthorityKeys, always, newAuthorityKeys, signerOfKeys } from './authority-keys.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { publicKeyInfo } from './certificate-keys.js';
import { distinguishedName } from './distinguished-name.js';
import { basicConstraints, keyUsage, serverAuthentication, subjectAltName } from './extensions.js';
import { readCsr } from './read-csr.js';
import { type CertificateContent, signCertificate } from './sign-certificate.js';

const generate = promisify(generateKeyPair);

const deviceName = distinguishedName('CN=AWS IoT Certificate');
const serverName = distinguishedName('O=Gangway, CN=Gangway Emulator');

// As in those of AWS IoT: neither a CA's nor for anything but signatures. The key identifiers come with every certificate.
const deviceExtensions = [basicConstraints(), keyUsage('signs')];

/** Certificates of AWS IoT begin two minutes before they are made: a device's clock may be slow. */
const backdatedMs = 120_000;

/**
 * The CA of an emulated account. A device's certificate is in all as AWS IoT makes it, as far as anybody has seen: validity to
 * the end of 2049, subject, key, extensions; but for its issuer, who is not Amazon, and the signature, which is ECDSA rather
 * than RSA.
 *
 * @param parts `clock`: when certificates begin; `keys`: a CA that was made before, so that what it signed is still good
 * @throws GangwayError `AUTHORITY_KEYS_INVALID`
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html
 * @example
 * const authority = await createCertificateAuthority({ clock: fakeClock() });
 * await authority.issueForServer(['localhost', '127.0.0.1']);
 */
export async function createCertificateAuthority({
  clock,
  keys,
}: {
  readonly clock: Clock;
  readonly keys?: AuthorityKeys;
}): Promise<CertificateAuthority> {
  const own = keys ?? (await newAuthorityKeys());
  const issuer = signerOfKeys(own);
  const issueForDevice = (content: Pick<CertificateContent, 'subject' | 'publicKey'>) =>
    signCertificate({
      ...content,
      issuer,
      validity: { notBefore: clock.now() - backdatedMs, notAfter: always.notAfter },
      extensions: deviceExtensions,
    });
  return {
    caPem: own.caPem,
    async issueKeys() {
      const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2_048 });
      return {
        ...issueForDevice({ subject: deviceName, publicKey: publicKeyInfo(publicKey) }),
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        // AWS IoT gives the key as PKCS #1.
        privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      };
    },
    issueForRequest: (pem) => issueForDevice(readCsr(pem)),
    async issueForServer(names) {
      if (names.length === 0) throw new TypeError('a server has at least one name');
      const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
      const { certificatePem } = signCertificate({
        subject: serverName,
        publicKey: publicKeyInfo(publicKey),
        issuer,
        validity: always,
        extensions: [
          basicConstraints(),
          keyUsage('signs'),
          serverAuthentication,
          subjectAltName(names),
        ],
      });
      return {
        certificatePem,
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}
