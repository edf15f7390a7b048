import type { GeneralName } from '@gangway/core';
import { nameOf } from '../distinguished-name.js';
import { malformed } from '../refusal.js';
import { type Asn1, encode, isContext, onlyChild, toHex } from '../tree.js';
import { checkAny, oidFrom, oidOf } from '../values.js';
import { addressFrom } from './address.js';

type Form = 'name' | 'constraint';

/** The names in a list (RFC 5280 section 4.2.1.6), whatever the list's own tag is: at least one. */
export function namesFrom({ value }: Asn1): readonly GeneralName[] {
  if (typeof value === 'string' || value.length === 0) return malformed('a list without names');
  return Object.freeze(value.map((node) => generalNameOf(node, 'name')));
}

/** One name, told from the others by its tag. */
export function generalNameOf(node: Asn1, form: Form): GeneralName {
  const read = isContext(node, node.type, true) ? constructed[node.type] : undefined;
  if (read !== undefined) return Object.freeze(read(node));
  const { value } = node;
  const primitive = isContext(node, node.type, false) ? primitives[node.type] : undefined;
  if (primitive === undefined || typeof value !== 'string') return malformed('no kind of name');
  return Object.freeze(primitive(value, form));
}

const constructed: Readonly<Record<number, (node: Asn1) => GeneralName>> = {
  0: otherName,
  3: (node) => ({ kind: 'x400Address', hex: anyHex(node) }),
  4: (node) => ({ kind: 'directoryName', name: nameOf(onlyChild(node, 'name'), 'name') }),
  5: (node) => ({ kind: 'ediPartyName', hex: anyHex(node) }),
};

const primitives: Readonly<Record<number, (octets: string, form: Form) => GeneralName>> = {
  1: (octets) => ({ kind: 'rfc822Name', value: ascii(octets) }),
  2: (octets) => ({ kind: 'dNSName', value: ascii(octets) }),
  6: (octets) => ({ kind: 'uniformResourceIdentifier', value: ascii(octets) }),
  7: (octets, form) => ({ kind: 'iPAddress', value: addressFrom(octets, form === 'constraint') }),
  8: (octets) => ({ kind: 'registeredID', value: oidFrom(octets, 'a registered identifier') }),
};

// IA5String, its tag replaced (X.680 section 41.4).
const ascii = (octets: string): string =>
  /[\x80-\xff]/.test(octets) ? malformed('a character outside ASCII') : octets;

// `[0] { OBJECT IDENTIFIER, [0] EXPLICIT ANY }`
function otherName({ value }: Asn1): GeneralName {
  const [type, explicit, ...rest] = value as readonly Asn1[];
  if (explicit === undefined || !isContext(explicit, 0, true) || rest.length > 0) {
    return malformed('another name without one value');
  }
  const inner = onlyChild(explicit, 'another name');
  checkAny(inner);
  return { kind: 'otherName', type: oidOf(type, 'another name'), hex: toHex(encode(inner)) };
}

function anyHex(node: Asn1): string {
  for (const child of node.value as readonly Asn1[]) checkAny(child);
  return toHex(encode(node));
}
