import type { CertificateExtension } from '../domain/certificate.js';
import { contextTag, type DerCursor, tags } from './der.js';
import { takeBoolean } from './der-primitives.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';

export const extensionsTag = contextTag(3, 'constructed');

/**
 * `extensions [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension` (RFC 5280 section 4.1.2.9), when they come next.
 *
 * @param hex the whole certificate in hex, of which each content's hex is a slice
 */
export function takeExtensions(tbs: DerCursor, hex: string): readonly CertificateExtension[] {
  const extensions: CertificateExtension[] = [];
  if (tbs.isNext(extensionsTag)) {
    const explicit = tbs.open(extensionsTag, 'extensions');
    const list = explicit.open(tags.sequence, 'extensions');
    explicit.finish('extensions');
    if (list.done) throw contentFault('the extensions are present and empty');
    while (!list.done) extensions.push(takeExtension(list, hex));
    checkDistinct(extensions);
  }
  return Object.freeze(extensions);
}

function takeExtension(list: DerCursor, hex: string): CertificateExtension {
  const extension = list.open(tags.sequence, 'extension');
  const oid = takeOid(extension, 'extension');
  const critical = takeCritical(extension, oid);
  const { from, to } = extension.take(tags.octetString, `extension ${oid}`);
  extension.finish(`extension ${oid}`);
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
