import type { ExtensionContents, GeneralName } from '../../domain/certificate.js';
import { contextTag, type DerCursor, tags } from '../der.js';
import { contentFault } from '../fault.js';
import { takeGeneralName } from './general-names.js';

/** `NameConstraints ::= SEQUENCE { permittedSubtrees [0], excludedSubtrees [1] }`, at least one (RFC 5280 section 4.2.1.10). */
export function takeNameConstraints(
  value: DerCursor,
  hex: string,
): NonNullable<ExtensionContents['nameConstraints']> {
  const fields = value.open(tags.sequence, 'nameConstraints');
  if (fields.done) throw contentFault('nameConstraints constrains nothing');
  const permitted = takeSubtrees(fields, hex, 0);
  const excluded = takeSubtrees(fields, hex, 1);
  fields.finish('nameConstraints');
  return Object.freeze({ permitted, excluded });
}

/** `GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree` */
function takeSubtrees(fields: DerCursor, hex: string, number: number): readonly GeneralName[] {
  const tag = contextTag(number, 'constructed');
  if (!fields.isNext(tag)) return Object.freeze([]);
  const list = fields.open(tag, 'nameConstraints');
  if (list.done) throw contentFault('nameConstraints has an empty list');
  const names: GeneralName[] = [];
  while (!list.done) {
    const subtree = list.open(tags.sequence, 'a name constraint');
    names.push(takeGeneralName(subtree, hex, 'nameConstraints', 'address and mask'));
    // RFC 5280 section 4.2.1.10: minimum is 0, which DER leaves out, and there is no maximum.
    subtree.finish('a name constraint');
  }
  return Object.freeze(names);
}
