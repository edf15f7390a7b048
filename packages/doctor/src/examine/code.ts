/**
 * `error`: devices come aboard that should not, or none can, or nothing of it is written down. `warning`: it works, and is worse
 * than it has to be. `unknown`: it could not be found out, which is neither.
 */
export type FindingLevel = 'error' | 'warning' | 'unknown';

/** What is said about every finding of a code. */
export interface CodeMeaning {
  readonly level: FindingLevel;
  /** Why it matters. */
  readonly why: string;
  /** How it is mended, without the names of a deployment. */
  readonly mended: string;
}

export const error = (why: string, mended: string) => ({ level: 'error' as const, why, mended });
export const warning = (why: string, mended: string) => ({
  level: 'warning' as const,
  why,
  mended,
});
export const unknown = (why: string, mended: string) => ({
  level: 'unknown' as const,
  why,
  mended,
});
