import { malformed } from '../refusal.js';
import { type Asn1, isContext, listOf, types } from '../tree.js';
import { checkAny, integerFrom, oidOf } from '../values.js';

/** RFC 5280 section 4.2.1.4; the same policy twice is left to those who judge policies. */
export const certificatePoliciesOf = (tree: Asn1): readonly string[] =>
  Object.freeze(atLeastOne(tree).map(policyOf));

function policyOf(node: Asn1): string {
  const [id, qualifiers, ...rest] = listOf(node, types.sequence, 'a policy');
  if (qualifiers !== undefined) atLeastOne(qualifiers).forEach(checkQualifier);
  if (rest.length > 0) malformed('data after a policy');
  return oidOf(id, 'a policy');
}

function checkQualifier(node: Asn1): void {
  const [id, qualifier, ...rest] = listOf(node, types.sequence, 'a qualifier');
  oidOf(id, 'a qualifier');
  checkAny(qualifier ?? malformed('a qualifier without a value'));
  if (rest.length > 0) malformed('data after a qualifier');
}

/** RFC 5280 section 4.2.1.5: pairs of policies. */
export function checkPolicyMappings(tree: Asn1): void {
  for (const pair of atLeastOne(tree)) {
    const policies = listOf(pair, types.sequence, 'a mapping');
    for (const policy of policies) oidOf(policy, 'a mapped policy');
    if (policies.length !== 2) malformed('a mapping that is no pair');
  }
}

/** RFC 5280 section 4.2.1.11: one number or two, in their order. */
export function checkPolicyConstraints(tree: Asn1): void {
  const fields = listOf(tree, types.sequence, 'the constraints');
  const numbers = fields.map((field) => (isContext(field, field.type, false) ? field.type : -1));
  if (!['0', '1', '0,1'].includes(numbers.join())) malformed('no constraint, or an unknown one');
  for (const { value } of fields) {
    if (integerFrom(String(value), 'a constraint') < 0n) malformed('a number below zero');
  }
}

function atLeastOne(node: Asn1): readonly Asn1[] {
  const items = listOf(node, types.sequence, 'a list');
  return items.length === 0 ? malformed('an empty list') : items;
}
