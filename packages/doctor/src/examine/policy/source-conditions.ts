import type { Statement } from './policy-document.js';
import { isPattern } from './wildcard.js';

/** What a condition asks of one key: values, of which those with wildcards may stand for many. */
export interface Asked {
  readonly values: readonly string[];
  /** Those of the values that are patterns. */
  readonly patterns: readonly string[];
}

/** What a statement asks of the resource for which a service calls, so that nobody makes the service call for another. */
export interface SourceConditions {
  /** Absent where anything will do. */
  readonly sourceArn?: Asked;
  readonly sourceAccount?: Asked;
  /** Names of conditions of which only AWS knows the outcome. */
  readonly others: readonly string[];
}

/** Whether values of an operator may be patterns. `ArnEquals` takes them like `ArnLike`. */
const operators: ReadonlyMap<string, boolean> = new Map([
  ['stringequals', false],
  ['stringequalsignorecase', false],
  ['stringlike', true],
  ['arnequals', true],
  ['arnlike', true],
]);

/**
 * Reads the conditions against the confused deputy. Names of operators and keys have no case: Lambda writes `AWS:SourceArn`.
 * With `IfExists` an operator asks
 * nothing of a caller that leaves the key out, and so nothing that could be relied on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function sourceConditions({ Condition = {} }: Statement): SourceConditions {
  const asked = new Map<string, Asked[]>();
  const others: string[] = [];
  for (const [operator, keys] of Object.entries(Condition)) {
    const patterned = operators.get(operator.toLowerCase());
    const open = operator.toLowerCase().endsWith('ifexists');
    for (const [key, values] of Object.entries(keys)) {
      const name = key.toLowerCase();
      if (open && known.has(name)) continue;
      if (patterned === undefined || !known.has(name)) others.push(`${operator} ${key}`);
      else asked.set(name, [...(asked.get(name) ?? []), toAsked(values.map(String), patterned)]);
    }
  }
  // Two operators on one key must both hold: the narrower is what counts, and which that is nobody has to know twice.
  const sourceArn = narrower(asked.get('aws:sourcearn'));
  const sourceAccount = narrower(asked.get('aws:sourceaccount'));
  return {
    ...(sourceArn === undefined ? {} : { sourceArn }),
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
    others,
  };
}

const known = new Set(['aws:sourcearn', 'aws:sourceaccount']);

const toAsked = (values: readonly string[], patterned: boolean): Asked => ({
  values,
  patterns: patterned ? values.filter(isPattern) : [],
});

const narrower = (asked: readonly Asked[] = []): Asked | undefined =>
  asked.toSorted((one, other) => one.patterns.length - other.patterns.length)[0];
