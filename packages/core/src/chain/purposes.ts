import type { Certificate } from '../domain/certificate.js';
import type { Standing } from './standing.js';

const anyPurpose = '2.5.29.37.0';

/**
 * Which of these purposes a certificate leaves: of the leaf, those that it names (RFC 5280 section 4.2.1.12; that "any" is none of
 * them, the section leaves to us); of an issuer, those that it names or all by "any".
 *
 * RFC 5280 says nothing of the extension in CA certificates; that it limits what they issue is what every TLS library and section
 * 7.1.2.4 of the CA/Browser Forum's Baseline Requirements take it for.
 */
export function narrowPurposes(
  purposes: readonly string[],
  { extendedKeyUsage: named }: Certificate,
  role: Standing['role'],
): readonly string[] {
  if (named === undefined) return purposes;
  if (role === 'issuer' && named.includes(anyPurpose)) return purposes;
  return purposes.filter((purpose) => named.includes(purpose));
}
