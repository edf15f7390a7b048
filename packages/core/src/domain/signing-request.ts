import type {
  CertificateExtension,
  DistinguishedName,
  ExtensionContents,
  PublicKey,
} from './certificate.js';

/**
 * A certificate signing request (PKCS #10) that was read strictly, and whose signature is that of its own key. A frozen
 * value; what it asks for is what somebody wishes, and proven is only that they have the key.
 */
export interface SigningRequest extends ExtensionContents {
  /** May be empty. */
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  /** SHA-256 of the SubjectPublicKeyInfo in DER, lowercase hex, as a certificate for this key has it. */
  readonly publicKeyHash: string;
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string };
  /** Those that it asks for; what they hold is beside them, as in a certificate. */
  readonly extensions: readonly CertificateExtension[];
  /** Dotted types of all its attributes. Their values are left out: one may be a password. */
  readonly attributes: readonly string[];
  /** The whole request in DER, lowercase hex. */
  readonly hex: string;
}
