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

/** The bits of keyUsage by their names in RFC 5280 section 4.2.1.3. */
export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';

/** A GeneralName (RFC 5280 section 4.2.1.6), as it stands: no case folded, no punycode decoded. */
export type GeneralName =
  | {
      readonly kind: 'dNSName' | 'rfc822Name' | 'uniformResourceIdentifier';
      readonly value: string;
    }
  /** `192.0.2.1`, `2001:db8:0:0:0:0:0:1`; in name constraints followed by `/` and the mask in the same form. */
  | { readonly kind: 'iPAddress'; readonly value: string }
  /** Dotted object identifier. */
  | { readonly kind: 'registeredID'; readonly value: string }
  | { readonly kind: 'directoryName'; readonly name: DistinguishedName }
  /** `type` is a dotted object identifier, `hex` the DER of the value. */
  | { readonly kind: 'otherName'; readonly type: string; readonly hex: string }
  | { readonly kind: 'x400Address' | 'ediPartyName'; readonly hex: string };

/**
 * What the extensions that a policy can ask for hold (RFC 5280 section 4.2.1). A member is there exactly when its extension
 * is; one that is malformed makes the whole certificate unreadable.
 */
export interface ExtensionContents {
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  readonly keyUsage?: readonly KeyUsage[];
  /** Dotted object identifiers, in the certificate's order. */
  readonly extendedKeyUsage?: readonly string[];
  readonly subjectAltName?: readonly GeneralName[];
  /** Lowercase hex. */
  readonly subjectKeyIdentifier?: string;
  readonly authorityKeyIdentifier?: {
    /** Lowercase hex. */
    readonly keyIdentifier?: string;
    readonly issuer?: readonly GeneralName[];
    /** Lowercase hex of the positive integer, as a certificate's own. */
    readonly serialNumber?: string;
  };
  /** Dotted object identifiers; qualifiers are checked and left out. */
  readonly certificatePolicies?: readonly string[];
  readonly nameConstraints?: {
    readonly permitted: readonly GeneralName[];
    readonly excluded: readonly GeneralName[];
  };
}

/** A certificate that was read strictly; a frozen value, free of any parser's objects. */
export interface Certificate extends ExtensionContents {
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
