import type { Certificate, DistinguishedName } from '@gangway/core';
import { extensionName } from './extension-names.js';

/** A name with one line of text beside its attributes. */
export interface NameReport extends DistinguishedName {
  /** `CN=SN-0001, O=Example`, in the certificate's order; characters of meaning are escaped as RFC 4514 says. */
  readonly text: string;
}

/** A certificate as `gangway inspect --json` prints it: what a hook's check sees, as JSON can hold it. */
export interface CertificateReport {
  /** What AWS IoT calls this certificate: its fingerprint. */
  readonly certificateId: string;
  readonly fingerprint256: string;
  readonly version: number;
  readonly serialNumber: string;
  readonly subject: NameReport;
  readonly issuer: NameReport;
  /** ISO 8601 in UTC, both ends inclusive. */
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
  readonly publicKey: Readonly<Record<string, string | number>>;
  readonly publicKeyHash: string;
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string };
  readonly extensions: readonly {
    readonly oid: string;
    /** As RFC 5280 calls it; `null` where it is not known. */
    readonly name: string | null;
    readonly critical: boolean;
    readonly hex: string;
  }[];
}

export function toCertificateReport(certificate: Certificate): CertificateReport {
  const { validity, publicKey } = certificate;
  return {
    certificateId: certificate.fingerprint256,
    fingerprint256: certificate.fingerprint256,
    version: certificate.version,
    serialNumber: certificate.serialNumber,
    subject: named(certificate.subject),
    issuer: named(certificate.issuer),
    validity: {
      notBefore: new Date(validity.notBefore).toISOString(),
      notAfter: new Date(validity.notAfter).toISOString(),
    },
    publicKey:
      publicKey.kind === 'RSA'
        ? { ...publicKey, exponent: publicKey.exponent.toString() }
        : { ...publicKey },
    publicKeyHash: certificate.publicKeyHash,
    signatureAlgorithm: certificate.signatureAlgorithm,
    extensions: certificate.extensions.map(({ oid, critical, hex }) => ({
      oid,
      name: extensionName(oid) ?? null,
      critical,
      hex,
    })),
  };
}

const named = (name: DistinguishedName): NameReport => ({
  text: name.attributes
    .map((attribute) => `${attribute.name}=${attribute.value.replace(/[\\,+"<>;=]/g, '\\$&')}`)
    .join(', '),
  ...name,
});
