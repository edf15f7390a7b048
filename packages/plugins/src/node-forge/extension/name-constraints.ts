import type { ExtensionContents, GeneralName } from '@gangway/core';
import { malformed } from '../refusal.js';
import { type Asn1, isContext, listOf, types } from '../tree.js';
import { generalNameOf } from './general-name.js';

/** RFC 5280 section 4.2.1.10: permitted names, excluded ones or both. */
export function nameConstraintsOf(tree: Asn1): NonNullable<ExtensionContents['nameConstraints']> {
  const fields = [...listOf(tree, types.sequence, 'the constraints')];
  if (fields.length === 0) malformed('constraints of nothing');
  const take = (number: number): readonly GeneralName[] =>
    isContext(fields[0], number, true) ? subtreesFrom(fields.shift()) : Object.freeze([]);
  const constraints = { permitted: take(0), excluded: take(1) };
  if (fields.length > 0) malformed('a field that does not belong');
  return Object.freeze(constraints);
}

function subtreesFrom(node: Asn1 | undefined): readonly GeneralName[] {
  const subtrees = node?.value ?? [];
  if (typeof subtrees === 'string' || subtrees.length === 0) return malformed('an empty list');
  return Object.freeze(subtrees.map(baseOf));
}

// A name and nothing else: minimum is 0, its default, and there is no maximum.
function baseOf(node: Asn1): GeneralName {
  const [base, ...distances] = listOf(node, types.sequence, 'a constraint');
  if (base === undefined || distances.length > 0) return malformed('no name, or a distance to it');
  return generalNameOf(base, 'constraint');
}
