import { createHash } from 'node:crypto';
import type { Certificate, DistinguishedName } from '@gangway/core';
import { validityOf } from './dates.js';
import { nameOf } from './distinguished-name.js';
import { contentsOf } from './extension/contents.js';
import { extensionsOf } from './extension-list.js';
import { publicKeyOf } from './key.js';
import { malformed, within } from './refusal.js';
import { signatureAlgorithmOf } from './signature-algorithm.js';
import {
  type Asn1,
  encode,
  isContext,
  listOf,
  onlyChild,
  parseTree,
  toHex,
  types,
} from './tree.js';
import { bitsFrom, integerOf, serialFrom, wholeBitsOf } from './values.js';

type Version = Certificate['version'];

/**
 * A certificate (RFC 5280 section 4.1) out of forge's elements.
 *
 * @param der a binary string
 */
export function certificateOf(der: string): Certificate {
  const tree = parseTree(der);
  const [tbs, outer] = within('CERTIFICATE_NOT_DER', () => partsOf(tree));
  const fields = [...within('CERTIFICATE_NOT_DER', () => listOf(tbs, types.sequence, 'tbs'))];
  const version = within('CERTIFICATE_VERSION_INVALID', () => versionOf(fields));
  const [serial, inner, issuer, validity, subject, spki, ...tail] = fields;
  const serialNumber = within('CERTIFICATE_SERIAL_INVALID', () =>
    serialFrom(integerOf(serial, 'serial number')),
  );
  const signatureAlgorithm = within('CERTIFICATE_SIGNATURE_ALGORITHM_INVALID', () =>
    sameAlgorithm(inner, outer),
  );
  const names = within('CERTIFICATE_NAME_INVALID', () => namesOf(issuer, subject));
  const dates = within('CERTIFICATE_VALIDITY_INVALID', () => validityOf(validity));
  const { key, info } = within('CERTIFICATE_KEY_INVALID', () => publicKeyOf(spki));
  const uniqueIds = within('CERTIFICATE_NOT_DER', () => takeUniqueIds(tail));
  within('CERTIFICATE_VERSION_INVALID', () => checkFits(version, uniqueIds, tail));
  const list = isContext(tail[0], 3, true) ? tail.shift() : undefined;
  const { extensions, contents } = within('CERTIFICATE_EXTENSIONS_INVALID', () =>
    readExtensions(list, names.subject),
  );
  within('CERTIFICATE_NOT_DER', () => tail.length === 0 || malformed('data at the end of tbs'));
  return Object.freeze({
    fingerprint256: sha256(Buffer.from(der, 'latin1')),
    version,
    serialNumber,
    ...names,
    validity: dates,
    signatureAlgorithm,
    publicKey: key,
    publicKeyHash: sha256(info),
    extensions,
    ...contents,
    hex: toHex(der),
  });
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function partsOf(tree: Asn1): [Asn1 | undefined, Asn1 | undefined] {
  const [tbs, algorithm, signature, ...rest] = listOf(tree, types.sequence, 'certificate');
  wholeBitsOf(signature, 'signature');
  if (rest.length > 0) malformed('data after the signature');
  return [tbs, algorithm];
}

// RFC 5280 section 4.1.2.1; the default, v1, is never written (X.690 section 11.5).
function versionOf(fields: Asn1[]): Version {
  const [first] = fields;
  if (first === undefined || !isContext(first, 0, true)) return 1;
  fields.shift();
  switch (integerOf(onlyChild(first, 'version'), 'version')) {
    case 1n:
      return 2;
    case 2n:
      return 3;
    default:
      return malformed('the version is unknown, or v1 written out');
  }
}

// RFC 5280 section 4.1.1.2: the field outside, which is not signed, repeats the one inside.
function sameAlgorithm(inner: Asn1 | undefined, outer: Asn1 | undefined) {
  const algorithm = signatureAlgorithmOf(inner);
  signatureAlgorithmOf(outer);
  if (inner === undefined || outer === undefined || encode(inner) !== encode(outer)) {
    return malformed('the two fields differ');
  }
  return algorithm;
}

function namesOf(issuer: Asn1 | undefined, subject: Asn1 | undefined) {
  const names = { issuer: nameOf(issuer, 'issuer'), subject: nameOf(subject, 'subject') };
  return names.issuer.attributes.length === 0 ? malformed('the issuer is empty') : names;
}

function takeUniqueIds(tail: Asn1[]): number {
  const before = tail.length;
  for (const number of [1, 2]) {
    const [next] = tail;
    if (next === undefined || !isContext(next, number, false)) continue;
    bitsFrom(String(next.value), 'unique identifier');
    tail.shift();
  }
  return before - tail.length;
}

// RFC 5280 section 4.2.1.6: names that stand in for an empty subject are critical.
function readExtensions(list: Asn1 | undefined, subject: DistinguishedName) {
  const extensions = extensionsOf(list);
  const named = subject.attributes.length > 0;
  if (!named && extensions.some(({ oid, critical }) => oid === '2.5.29.17' && !critical)) {
    return malformed('no subject, and alternative names that are not critical');
  }
  return { extensions, contents: contentsOf(extensions) };
}

// RFC 5280 sections 4.1.2.8 and 4.1.2.9.
function checkFits(version: Version, uniqueIds: number, tail: readonly Asn1[]): void {
  if (version === 1 && uniqueIds > 0) malformed('unique identifiers in v1');
  if (version !== 3 && isContext(tail[0], 3, true)) malformed('extensions before v3');
}
