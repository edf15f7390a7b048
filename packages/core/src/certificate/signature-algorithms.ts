/** What the parameters of a known signature algorithm must be. */
export type ParameterRule = 'null' | 'absent' | 'pss';

interface KnownAlgorithm {
  readonly name: string;
  readonly parameters: ParameterRule;
}

const rsa = (name: string): KnownAlgorithm => ({ name, parameters: 'null' });
const bare = (name: string): KnownAlgorithm => ({ name, parameters: 'absent' });

/**
 * Signature algorithms and their parameters: NULL for RSA PKCS #1 (RFC 3279 section 2.2.1, RFC 4055 section 5), absent for
 * ECDSA (RFC 5758 section 3.2) and EdDSA (RFC 8410 section 3), a structure of its own for RSASSA-PSS (RFC 4055 section 3.1).
 */
export const signatureAlgorithms: ReadonlyMap<string, KnownAlgorithm> = new Map([
  ['1.2.840.113549.1.1.4', rsa('md5WithRSAEncryption')],
  ['1.2.840.113549.1.1.5', rsa('sha1WithRSAEncryption')],
  ['1.2.840.113549.1.1.14', rsa('sha224WithRSAEncryption')],
  ['1.2.840.113549.1.1.11', rsa('sha256WithRSAEncryption')],
  ['1.2.840.113549.1.1.12', rsa('sha384WithRSAEncryption')],
  ['1.2.840.113549.1.1.13', rsa('sha512WithRSAEncryption')],
  ['1.2.840.113549.1.1.10', { name: 'RSASSA-PSS', parameters: 'pss' }],
  ['1.2.840.10045.4.1', bare('ecdsa-with-SHA1')],
  ['1.2.840.10045.4.3.1', bare('ecdsa-with-SHA224')],
  ['1.2.840.10045.4.3.2', bare('ecdsa-with-SHA256')],
  ['1.2.840.10045.4.3.3', bare('ecdsa-with-SHA384')],
  ['1.2.840.10045.4.3.4', bare('ecdsa-with-SHA512')],
  ['1.3.101.112', bare('Ed25519')],
  ['1.3.101.113', bare('Ed448')],
]);
