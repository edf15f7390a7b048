<<<<<<< HEAD
import { createPublicKey, generateKeyPair, hash, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { type Clock, readSigningRequest } from '@gangway/core';
import { CertificationRequest } from '@peculiar/asn1-csr';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  type Extension,
  GeneralName,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  SubjectAlternativeName,
} from '@peculiar/asn1-x509';
import { Rejection } from '../provisioning/rejection.js';
import type { CertificateAuthority, IssuedCertificate } from './certificate-authority.js';
import { commonName, nameOf } from './names.js';
import { extension, type Issuer, signCertificate, toPem } from './sign-certificate.js';

const generate = promisify(generateKeyPair);

/** As AWS IoT has it for what it signs. */
const deviceEnd = new Date('2049-12-31T23:59:59Z');
const caEnd = new Date('2059-12-31T23:59:59Z');

export interface CertificateAuthorityOptions {
  readonly clock: Clock;
}

/** Makes a CA for an emulator. */
export async function createCertificateAuthority({
  clock,
}: CertificateAuthorityOptions): Promise<CertificateAuthority> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const name = nameOf([
    ['2.5.4.10', 'Gangway'],
    ['2.5.4.3', 'Gangway Emulator CA'],
  ]);
  const issuer: Issuer = { name, privateKey };
  // AWS IoT's begin two minutes before they are made: devices' clocks are not the best.
  const notBefore = () => new Date(clock.now() - 120_000);
  const caPem = toPem(
    signCertificate(
      {
        subject: name,
        publicKey,
        notBefore: notBefore(),
        notAfter: caEnd,
        extensions: [
          extension('2.5.29.19', new BasicConstraints({ cA: true }), true),
          usage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign),
        ],
      },
      issuer,
    ),
  );
  const issue = (subject: Name, key: KeyObject): IssuedCertificate => {
    const der = signCertificate(
      {
        subject,
        publicKey: key,
        notBefore: notBefore(),
        notAfter: deviceEnd,
        extensions: [
          extension('2.5.29.19', new BasicConstraints({ cA: false }), true),
          usage(KeyUsageFlags.digitalSignature),
        ],
      },
      issuer,
    );
    return { certificateId: hash('sha256', der), certificatePem: toPem(der) };
  };
  return Object.freeze({
    caPem,
    async issueKeys() {
      const keys = await generate('rsa', { modulusLength: 2_048 });
      return {
        ...issue(commonName('AWS IoT Certificate'), keys.publicKey),
        publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
    issueForRequest(pem: string) {
      const reading = readSigningRequest(pem);
      if (reading.kind === 'refused') {
        throw new Rejection(
          400,
          'InvalidRequest',
          'CSR is invalid.',
          `${reading.code}: ${reading.detail}`,
        );
      }
      const { certificationRequestInfo: info } = AsnConvert.parse(
        Buffer.from(reading.request.hex, 'hex'),
        CertificationRequest,
      );
      const key = Buffer.from(AsnConvert.serialize(info.subjectPKInfo));
      return issue(info.subject, publicKeyFrom(key));
    },
    async issueForServer(names: readonly string[]) {
      const keys = await generate('ec', { namedCurve: 'P-256' });
      const alternative = new SubjectAlternativeName(names.map(generalName));
      const der = signCertificate(
        {
          subject: commonName(names[0] ?? 'localhost'),
          publicKey: keys.publicKey,
          notBefore: notBefore(),
          notAfter: deviceEnd,
          extensions: [extension('2.5.29.17', alternative), usage(KeyUsageFlags.digitalSignature)],
        },
        issuer,
      );
      return {
        certificatePem: toPem(der),
        privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  });
}

const usage = (flags: number): Extension => extension('2.5.29.15', new KeyUsage(flags), true);

const generalName = (name: string): GeneralName =>
  isIP(name) === 0 ? new GeneralName({ dNSName: name }) : new GeneralName({ iPAddress: name });

const publicKeyFrom = (spki: Buffer): KeyObject =>
  createPublicKey({ key: spki, format: 'der', type: 'spki' });
=======
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
>>>>>>> w-c
