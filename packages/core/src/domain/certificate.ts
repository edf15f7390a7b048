/** One attribute of a distinguished name, in the order the certificate has them. */
export interface NameAttribute {
  /** Dotted object identifier, `2.5.4.3` for the common name. */
  readonly type: string;
  /** Short name where RFC 4514 or RFC 5280 gives one (`CN`, `O`, `serialNumber`), else the dotted identifier. */
  readonly name: string;
  /** The text as it stands: never normalised, never trimmed. */
  readonly value: string;
}

export interface DistinguishedName {
  readonly attributes: readonly NameAttribute[];
  /** The whole Name in DER, lowercase hex: compare names by this, not by text. */
  readonly hex: string;
}

/** What the public key is, read from its SubjectPublicKeyInfo. */
export type PublicKey =
  | { readonly kind: 'RSA'; readonly bits: number; readonly exponent: bigint }
  | { readonly kind: 'EC'; readonly curve: string }
  | { readonly kind: 'Ed25519' }
  | { readonly kind: 'other'; readonly algorithm: string };

export interface CertificateExtension {
  /** Dotted object identifier. */
  readonly oid: string;
  readonly critical: boolean;
  /** The content of extnValue, lowercase hex. */
  readonly hex: string;
}

/** A certificate that was read strictly; a frozen value, free of any parser's objects. */
export interface Certificate {
  /** SHA-256 of the whole DER, lowercase hex: AWS IoT's `certificateId`. */
  readonly fingerprint256: string;
  readonly version: 1 | 2 | 3;
  /** Canonical: lowercase hex of the positive integer, whole octets, no leading zero octet. */
  readonly serialNumber: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  /** Both ends inclusive, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly validity: { readonly notBefore: number; readonly notAfter: number };
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string };
  readonly publicKey: PublicKey;
  /** SHA-256 of the SubjectPublicKeyInfo in DER, lowercase hex. */
  readonly publicKeyHash: string;
  readonly extensions: readonly CertificateExtension[];
  /** The whole certificate in DER, lowercase hex. */
  readonly hex: string;
}
