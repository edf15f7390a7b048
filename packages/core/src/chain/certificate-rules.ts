import type { Certificate } from '../domain/certificate.js';
import {
  criticalWhereAllowed,
  hasDistinctPolicies,
  hasSomeName,
  isSoundCa,
  isSoundNonCa,
} from './extension-rules.js';
import { isCa, maySign } from './issuer-rules.js';
import { keyFloor } from './key-floors.js';
import type { Objection } from './objection.js';
import { signatureFloor } from './signature-floors.js';
import type { CertificateRule, Standing } from './standing.js';
import {
  noNameConstraints,
  noPolicyConstraints,
  noUnknownCritical,
} from './unsupported-extensions.js';
import { validAt } from './validity-rule.js';

/** All that is asked of one certificate before any signature is verified; the first objection is the one that is told. */
export function certificateJudge(at: number): CertificateRule {
  const rules: readonly CertificateRule[] = [
    isCa,
    maySign,
    validAt(at),
    keyFloor,
    signatureFloor,
    noNameConstraints,
    noPolicyConstraints,
    // Before the unknown ones: that AIA must not be critical says more than that it is not known.
    criticalWhereAllowed,
    noUnknownCritical,
    isSoundCa,
    isSoundNonCa,
    hasDistinctPolicies,
    hasSomeName,
  ];
  return (certificate, standing) => firstObjection(rules, certificate, standing);
}

function firstObjection(
  rules: readonly CertificateRule[],
  certificate: Certificate,
  standing: Standing,
): Objection | undefined {
  for (const rule of rules) {
    const found = rule(certificate, standing);
    if (found !== undefined) return found;
  }
  return undefined;
}
