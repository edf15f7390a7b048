import type { Certificate, DistinguishedName, PublicKey, SigningRequest } from '@gangway/core';
import { type ExtensionReport, toExtensionReports } from './extension-report.js';
import { nameText } from './name-text.js';

/** A name with one line of text beside its attributes. */
export interface NameReport extends DistinguishedName {
  /** `CN=SN-0001, O=Example`. */
  readonly text: string;
}

/** What a certificate and a signing request have in common, as JSON can hold it. */
export interface SubjectReport {
  readonly subject: NameReport;
  readonly publicKey: Readonly<Record<string, string | number>>;
  readonly publicKeyHash: string;
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string };
  readonly extensions: readonly ExtensionReport[];
}

/** A certificate as `gangway inspect --json` prints it: what a hook's check sees. */
export interface CertificateReport extends SubjectReport {
  /** What AWS IoT calls this certificate: its fingerprint. */
  readonly certificateId: string;
  readonly fingerprint256: string;
  readonly version: number;
  readonly serialNumber: string;
  readonly issuer: NameReport;
  /** ISO 8601 in UTC, both ends inclusive. */
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

/** A signing request as `gangway inspect --json` prints it; its extensions are those that it asks for. */
export interface SigningRequestReport extends SubjectReport {
  /** Dotted types. */
  readonly attributes: readonly string[];
}

export function toCertificateReport(certificate: Certificate): CertificateReport {
  const { fingerprint256, version, serialNumber, issuer, validity } = certificate;
  return {
    certificateId: fingerprint256,
    fingerprint256,
    version,
    serialNumber,
    issuer: named(issuer),
    validity: {
      notBefore: new Date(validity.notBefore).toISOString(),
      notAfter: new Date(validity.notAfter).toISOString(),
    },
    ...toSubjectReport(certificate),
  };
}

export const toSigningRequestReport = (request: SigningRequest): SigningRequestReport => ({
  ...toSubjectReport(request),
  attributes: request.attributes,
});

const toSubjectReport = (subject: Certificate | SigningRequest): SubjectReport => ({
  subject: named(subject.subject),
  publicKey: toKeyReport(subject.publicKey),
  publicKeyHash: subject.publicKeyHash,
  signatureAlgorithm: subject.signatureAlgorithm,
  extensions: toExtensionReports(subject),
});

const toKeyReport = (key: PublicKey): SubjectReport['publicKey'] =>
  key.kind === 'RSA' ? { ...key, exponent: key.exponent.toString() } : { ...key };

const named = (name: DistinguishedName): NameReport => ({ text: nameText(name), ...name });
