import type { CertificateExtension, ExtensionContents } from '../domain/certificate.js';
import { contextTag, DerCursor, tags } from './der.js';
import { takeBoolean } from './der-primitives.js';
import { readContents } from './extension/contents.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';

export const extensionsTag = contextTag(3, 'constructed');

/** The extensions as they stand, and what the known ones hold. */
export interface ReadExtensions {
  readonly list: readonly CertificateExtension[];
  readonly contents: ExtensionContents;
}

/**
 * `extensions [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension` (RFC 5280 section 4.1.2.9), when they come next.
 *
 * @param hex the whole certificate in hex, of which each content's hex is a slice
 */
export function takeExtensions(tbs: DerCursor, hex: string): ReadExtensions {
  if (!tbs.isNext(extensionsTag)) return { list: Object.freeze([]), contents: {} };
  const explicit = tbs.open(extensionsTag, 'extensions');
  const extensions = takeExtensionList(explicit, hex);
  explicit.finish('extensions');
  return extensions;
}

/** `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`, which certificates and signing requests have. */
export function takeExtensionList(cursor: DerCursor, hex: string): ReadExtensions {
  const list: CertificateExtension[] = [];
  const contents: ExtensionContents = {};
  const sequence = cursor.open(tags.sequence, 'extensions');
  if (sequence.done) throw contentFault('the extensions are present and empty');
  while (!sequence.done) list.push(takeExtension(sequence, hex, contents));
  checkDistinct(list);
  return { list: Object.freeze(list), contents };
}

function takeExtension(
  sequence: DerCursor,
  hex: string,
  contents: ExtensionContents,
): CertificateExtension {
  const extension = sequence.open(tags.sequence, 'extension');
  const oid = takeOid(extension, 'extension');
  const critical = takeCritical(extension, oid);
  const { from, to } = extension.take(tags.octetString, `extension ${oid}`);
  extension.finish(`extension ${oid}`);
  const value = new DerCursor(sequence.bytes, from, to);
  Object.assign(contents, readContents(oid, value, hex));
  return Object.freeze({ oid, critical, hex: hex.slice(from * 2, to * 2) });
}

// `critical BOOLEAN DEFAULT FALSE`: DER leaves a default out (X.690 section 11.5), so what is written is TRUE.
function takeCritical(extension: DerCursor, oid: string): boolean {
  if (!extension.isNext(tags.boolean)) return false;
  if (!takeBoolean(extension, `critical of ${oid}`)) {
    throw contentFault(`critical of ${oid} is FALSE and written out`);
  }
  return true;
}

// RFC 5280 section 4.2: at most one of a kind. Parsers differ in which of two they take, and Node in whether it shows any.
function checkDistinct(extensions: readonly CertificateExtension[]): void {
  const seen = new Set<string>();
  for (const { oid } of extensions) {
    if (seen.has(oid)) throw contentFault(`extension ${oid} is doubled`);
    seen.add(oid);
  }
}
