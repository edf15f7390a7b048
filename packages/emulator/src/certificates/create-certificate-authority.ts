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
