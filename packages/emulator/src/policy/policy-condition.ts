import { contextValues, type PolicyContext } from './policy-context.js';
import { matches, type PolicyPattern, toPattern } from './policy-pattern.js';

/** Whether a condition holds; `undefined` where this evaluation cannot tell. */
export type Truth = boolean | undefined;

/** One line of a `Condition` block: an operator, a key, and the values that the policy names. */
export interface PolicyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly PolicyPattern[];
}

type Compare = (pattern: PolicyPattern, value: string, context: PolicyContext) => Truth;

const like: Compare = matches;
const literally: Compare = (pattern, value, context) => matches(asText(pattern), value, context);
const inAnyCase: Compare = (pattern, value, context) =>
  matches(lowered(asText(pattern)), value.toLowerCase(), context);

/** Operators of this evaluation; every other one is one that it cannot tell. */
const operators = new Map<string, { readonly compare: Compare; readonly negated: boolean }>([
  ['StringEquals', { compare: literally, negated: false }],
  ['StringNotEquals', { compare: literally, negated: true }],
  ['StringEqualsIgnoreCase', { compare: inAnyCase, negated: false }],
  ['StringLike', { compare: like, negated: false }],
  ['StringNotLike', { compare: like, negated: true }],
  ['Bool', { compare: inAnyCase, negated: false }],
]);

/**
 * Takes a condition's line apart.
 *
 * @example toCondition('Bool', 'iot:Connection.Thing.IsAttached', ['true'])
 */
export const toCondition = (
  operator: string,
  key: string,
  values: readonly string[],
): PolicyCondition => ({ operator, key, values: values.map(toPattern) });

/**
 * Whether a condition's line holds. A key that has no value here fulfils no positive operator and every negated one, as in IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @example conditionHolds(toCondition('StringEquals', 'iot:ClientId', ['SN-0001']), { clientId: 'SN-0001' }); // true
 */
export function conditionHolds(condition: PolicyCondition, context: PolicyContext): Truth {
  const [, quantifier, name = ''] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*)$/s.exec(condition.operator) ?? [];
  const operator = operators.get(name);
  const actual = contextValues(condition.key, context);
  if (operator === undefined || actual === undefined) return undefined;
  const each = actual.map((value) => {
    const some = anyOf(
      condition.values.map((pattern) => operator.compare(pattern, value, context)),
    );
    return operator.negated ? not(some) : some;
  });
  if (quantifier === 'ForAllValues') return allOf(each);
  if (quantifier === 'ForAnyValue') return anyOf(each);
  return each.length === 0 ? operator.negated : anyOf(each);
}

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/** Kleene's "or": what cannot be told matters only where nothing holds. */
function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** Kleene's "and". */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** `StringEquals` and its kin know variables, but no wildcards. */
const asText = (pattern: PolicyPattern): PolicyPattern =>
  pattern.map((piece) => {
    if (piece.kind === 'many') return { kind: 'text', text: '*' };
    return piece.kind === 'one' ? { kind: 'text', text: '?' } : piece;
  });

const lowered = (pattern: PolicyPattern): PolicyPattern =>
  pattern.map((piece) =>
    piece.kind === 'text' ? { kind: 'text', text: piece.text.toLowerCase() } : piece,
  );
