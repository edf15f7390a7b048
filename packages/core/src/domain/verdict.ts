import type { Fact } from './fact.js';

// Registered, so that two copies of this package in one bundle still understand each other's verdicts.
const brand = Symbol.for('@gangway/core/Verdict');

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
 * @example permit()
 */
export function permit(...facts: readonly Fact[]): Permit {
  return brandVerdict({ kind: 'permit', facts: Object.freeze([...facts]) });
}

/**
 * The check asked its question and the answer is no.
 *
 * @param code UPPER_SNAKE_CASE; a code that the plugin does not declare counts as `DENY_POLICY`
 * @param detail for the operator
 * @example deny('SITE_CLOSED', 'Oslo takes no new devices')
 */
export function deny(code: string, detail: string): Deny {
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(code)) {
    throw new TypeError(
      `A reason code is UPPER_SNAKE_CASE, at most 64 characters: ${JSON.stringify(code)}`,
    );
  }
  return brandVerdict({ kind: 'deny', code, detail: String(detail) });
}

/** The question does not arise for this request. It neither allows nor forbids. */
export function notApplicable(): NotApplicable {
  return brandVerdict({ kind: 'notApplicable' });
}

/** Whether a value was made by one of the three constructors. */
export function isVerdict(value: unknown): value is Verdict {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, brand);
}
