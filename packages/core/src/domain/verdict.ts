import { type Fact, isFact } from './fact.js';

// Registered, so that two copies of this package in one bundle still understand each other's verdicts.
const brand: unique symbol = Symbol.for('@gangway/core/Verdict');

export interface Permit {
  readonly kind: 'permit';
  readonly facts: readonly Fact[];
}

export interface Deny {
  readonly kind: 'deny';
  /** A stable code in UPPER_SNAKE_CASE, declared by the plugin. */
  readonly code: string;
  /** For the operator: what was asked and what was found. Never secret values; the device never sees it. */
  readonly detail: string;
}

export interface NotApplicable {
  readonly kind: 'notApplicable';
}

/** What a check answers: a closed set, made by the three constructors below and nothing else. */
export type Verdict = Permit | Deny | NotApplicable;

function brandVerdict<V extends Verdict>(verdict: V): V {
  Object.defineProperty(verdict, brand, { value: true });
  return Object.freeze(verdict);
}

/**
 * The check asked its question and the answer is yes.
 *
 * @param facts what it learned that later steps may use
 * @example permit().kind; // 'permit'
 */
export function permit(...facts: readonly Fact[]): Permit {
  for (const one of facts) {
    if (!isFact(one)) throw new TypeError('permit takes facts made by fact().');
  }
  return brandVerdict({ kind: 'permit', facts: Object.freeze([...facts]) });
}

/**
 * The check asked its question and the answer is no.
 *
 * @param code UPPER_SNAKE_CASE; a code that the plugin does not declare counts as `DENY_POLICY`
 * @param detail for the operator
 * @throws TypeError for a code of another form
 * @example deny('SITE_CLOSED', 'Oslo takes no new devices').code; // 'SITE_CLOSED'
 */
export function deny(code: string, detail: string): Deny {
  if (!isReasonCode(code)) {
    throw new TypeError(
      `A reason code is UPPER_SNAKE_CASE, at most 64 characters: ${JSON.stringify(code)}`,
    );
  }
  return brandVerdict({ kind: 'deny', code, detail: String(detail) });
}

/**
 * The question does not arise for this request. It neither allows nor forbids.
 *
 * @example
 * notApplicable().kind; // 'notApplicable'
 */
export function notApplicable(): NotApplicable {
  return brandVerdict({ kind: 'notApplicable' });
}

/**
 * Whether a value was made by one of the three constructors. A kind that this version does not know, as a later version
 * of this package might make, is no verdict: it must not be taken for a yes.
 */
export function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return false;
  const { kind, [brand]: made } = value as { readonly kind?: unknown; readonly [brand]?: unknown };
  return made === true && (kind === 'permit' || kind === 'deny' || kind === 'notApplicable');
}

/** UPPER_SNAKE_CASE, at most 64 characters. */
export const isReasonCode = (code: unknown): code is string =>
  typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code);
