import type { Certificate } from '../domain/certificate.js';
import type { Objection } from './objection.js';
import type { CertificateRule } from './standing.js';

/** Says what speaks against a certificate as an issuer. */
export type IssuerJudge = (certificate: Certificate, anchor: boolean) => Objection | undefined;

/** Asks the rules once for each certificate, in however many paths it is tried. */
export function rememberingJudge(judge: CertificateRule): IssuerJudge {
  const judged = new Map<Certificate, Objection | undefined>();
  return (certificate, anchor) => {
    if (judged.has(certificate)) return judged.get(certificate);
    const found = judge(certificate, { role: 'issuer', anchor });
    judged.set(certificate, found);
    return found;
  };
}
