import type { CertificateExtension } from '@gangway/core';
import { malformed } from './refusal.js';
import { type Asn1, isUniversal, listOf, octetsOf, onlyChild, toHex, types } from './tree.js';
import { booleanOf, oidOf } from './values.js';

/** `[3] EXPLICIT Extensions` (RFC 5280 section 4.1.2.9): one at least, none twice. */
export function extensionsOf(node: Asn1 | undefined): readonly CertificateExtension[] {
  if (node === undefined) return Object.freeze([]);
  const list = listOf(onlyChild(node, 'extensions'), types.sequence, 'extensions').map(extensionOf);
  const distinct = new Set(list.map(({ oid }) => oid)).size;
  if (list.length === 0 || distinct !== list.length) malformed('extensions are empty or doubled');
  return Object.freeze(list);
}

function extensionOf(node: Asn1): CertificateExtension {
  const [id, ...rest] = listOf(node, types.sequence, 'extension');
  const oid = oidOf(id, 'extension');
  const critical = isUniversal(rest[0], types.boolean);
  // X.690 section 11.5: FALSE is the default and left out.
  if (critical && !booleanOf(rest.shift(), oid)) malformed(`${oid}: critical FALSE written out`);
  const content = octetsOf(rest.shift(), types.octetString, oid);
  if (rest.length > 0) malformed(`${oid}: data after the content`);
  return Object.freeze({ oid, critical, hex: toHex(content) });
}
