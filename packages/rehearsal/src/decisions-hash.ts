import { createHash } from 'node:crypto';
import type { Verdict } from './report.js';

/** SHA-256 over the verdicts, one JSON line each, without their retries: faults and speed change how often, not what. */
export function decisionsHash(verdicts: readonly Verdict[]): string {
  const hash = createHash('sha256');
  for (const { who, kind, variant, outcome, reason } of verdicts) {
    hash.update(`${JSON.stringify([who, kind, variant ?? '', outcome, reason ?? ''])}\n`);
  }
  return hash.digest('hex');
}
