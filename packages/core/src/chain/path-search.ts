import type { Certificate } from '../domain/certificate.js';
import type { Candidate, Candidates } from './candidates.js';
import type { IssuerJudge } from './issuer-judge.js';
import { objectionToKeyIdentifiers } from './key-identifier-rule.js';
import { type Objection, objection } from './objection.js';
import { extendPath, hasIssuedIn, objectionToPath, type Path, type PathRules } from './path.js';
import { fitsKey } from './signature-floors.js';
import type { Signatures } from './signatures.js';
import type { TellingRefusal } from './telling-refusal.js';
import type { WorkBudget } from './work-budget.js';

/** What a search works with; all of it is its own. */
export interface SearchParts {
  readonly candidates: Candidates;
  readonly judgeIssuer: IssuerJudge;
  readonly rules: PathRules;
  readonly signatures: Signatures;
  readonly budget: WorkBudget;
  readonly refusal: TellingRefusal;
}

const tooMuchWork = objection('CHAIN_TOO_MUCH_WORK', 'is one more issuer than may be tried');

/**
 * Looks for a path to an anchor, depth first, from a path whose certificates are good so far. An issuer that is refused ends its branch
 * and no other (RFC 4158 section 2.2).
 *
 * @returns the path from leaf to anchor, both included
 */
export function findPath(path: Path, parts: SearchParts): readonly Certificate[] | undefined {
  const { candidates, refusal, budget } = parts;
  const depth = path.certificates.length;
  refusal.note(
    depth,
    path.last,
    objection('CHAIN_UNTRUSTED', 'has no issuer that leads to an anchor'),
  );
  for (const candidate of candidates.issuersOf(path.last)) {
    if (budget.spent) return undefined;
    if (hasIssuedIn(path, candidate.certificate)) continue;
    const longer = extendPath(path, candidate);
    const found = objectionTo(path, longer, candidate, parts);
    if (found !== undefined) refusal.note(depth, candidate.certificate, found);
    else if (candidate.anchor) return longer.certificates;
    else {
      const whole = findPath(longer, parts);
      if (whole !== undefined) return whole;
    }
  }
  return undefined;
}

// What costs least comes first; a signature comes last.
function objectionTo(
  before: Path,
  path: Path,
  { certificate, anchor }: Candidate,
  parts: SearchParts,
): Objection | undefined {
  if (!parts.budget.step()) return tooMuchWork;
  return (
    parts.judgeIssuer(certificate, anchor) ??
    objectionToPath(before, path, parts.rules) ??
    objectionToKeyIdentifiers(before.last, certificate) ??
    objectionToSignature(before.last, certificate, parts)
  );
}

/** RFC 5280 section 6.1.3 (a)(1). */
function objectionToSignature(
  certificate: Certificate,
  issuer: Certificate,
  { signatures, budget }: SearchParts,
): Objection | undefined {
  const invalid = objection('CHAIN_SIGNATURE_INVALID', 'did not sign the certificate below it');
  if (!fitsKey(certificate, issuer)) return invalid;
  const known = signatures.known(certificate, issuer);
  if (known === undefined && !budget.verification(issuer.publicKey)) return tooMuchWork;
  return (known ?? signatures.verify(certificate, issuer)) ? undefined : invalid;
}
