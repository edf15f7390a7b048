import type { Certificate } from '../domain/certificate.js';
import { type Objection, objection } from './objection.js';
import { isSameName } from './same-name.js';

/**
 * RFC 5280 sections 4.2.1.1 and 4.2.1.2: a CA says how its key is called, and what it issues names that key. Section 6.1 asks for
 * neither, and CAs that have no key identifiers at all are taken. Where one of the two certificates has one, the other has it, too.
 */
export function objectionToKeyIdentifiers(
  certificate: Certificate,
  issuer: Certificate,
): Objection | undefined {
  const { authorityKeyIdentifier: authority } = certificate;
  if (issuer.subjectKeyIdentifier === undefined) {
    return authority?.keyIdentifier === undefined
      ? undefined
      : torn('has no subjectKeyIdentifier, which the certificate below names');
  }
  return authority !== undefined || isSelfSigned(certificate, issuer)
    ? undefined
    : torn('issued a certificate without authorityKeyIdentifier');
}

const torn = (what: string) => objection('CHAIN_EXTENSION_INVALID', what);

// RFC 5280 section 4.2.1.1: what is signed with its own key may leave it out.
const isSelfSigned = (certificate: Certificate, issuer: Certificate): boolean =>
  certificate.publicKeyHash === issuer.publicKeyHash &&
  isSameName(certificate.subject, issuer.subject);
