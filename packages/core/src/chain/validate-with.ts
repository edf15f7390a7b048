import type { Certificate } from '../domain/certificate.js';
import { Candidates, distinctCertificates } from './candidates.js';
import { certificateJudge } from './certificate-rules.js';
import type { ChainRules, ChainVerdict } from './chain-rules.js';
import { rememberingJudge } from './issuer-judge.js';
import { objectionToPurposes, type PathRules, pathOf } from './path.js';
import { findPath } from './path-search.js';
import { Signatures, type SignatureVerifier } from './signatures.js';
import { type ChainRefusal, TellingRefusal } from './telling-refusal.js';
import { chainLimits, WorkBudget } from './work-budget.js';

/** `validateChain` with a verifier of one's own, such as one that counts. */
export function validateWith(
  verify: SignatureVerifier,
  leaf: Certificate,
  intermediates: readonly Certificate[],
  { anchors, at, extendedKeyUsage, maxDepth = chainLimits.depth }: ChainRules,
): ChainVerdict {
  const given = distinctCertificates(intermediates, [leaf, ...anchors]);
  const most = chainLimits.intermediates;
  if (given.length > most) return tooMuchWork(`${given.length} intermediates, over ${most}`);

  const judge = certificateJudge(at);
  const rules: PathRules = { maxDepth, purposes: extendedKeyUsage };
  const refusal = new TellingRefusal();
  const path = pathOf(leaf, rules);
  // Byte for byte: another certificate of the same name and key is not the one that is trusted.
  const anchor = anchors.some(({ hex }) => hex === leaf.hex);
  const found = judge(leaf, { role: 'leaf', anchor }) ?? objectionToPurposes(path);
  if (found !== undefined) {
    refusal.note(0, leaf, found);
    return invalid(refusal.refusal);
  }
  if (anchor) return valid(path.certificates);

  const budget = new WorkBudget();
  const whole = findPath(path, {
    candidates: new Candidates(anchors, given),
    judgeIssuer: rememberingJudge(judge),
    rules,
    signatures: new Signatures(verify),
    budget,
    refusal,
  });
  if (whole !== undefined) return valid(whole);
  // What was not tried may have been the way, so nothing that was tried is the reason.
  return budget.spent ? tooMuchWork('more issuers than may be tried') : invalid(refusal.refusal);
}

const valid = (path: readonly Certificate[]): ChainVerdict =>
  Object.freeze({ kind: 'valid', path: Object.freeze([...path]) });

const invalid = ({ code, detail }: ChainRefusal): ChainVerdict =>
  Object.freeze({ kind: 'invalid', code, detail });

const tooMuchWork = (detail: string): ChainVerdict =>
  invalid({ code: 'CHAIN_TOO_MUCH_WORK', detail });
