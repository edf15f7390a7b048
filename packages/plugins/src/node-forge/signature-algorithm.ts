import { malformed } from './refusal.js';
import { type Asn1, isContext, listOf, onlyChild, types } from './tree.js';
import { checkAny, checkNull, integerOf, oidOf } from './values.js';

type Parameters = (parameters: Asn1 | undefined) => void;

const absent: Parameters = (parameters) => {
  if (parameters !== undefined) malformed('parameters where none belong');
};
const nullOnly: Parameters = (parameters) => checkNull(parameters, 'the parameters');
const anything: Parameters = (parameters) => {
  if (parameters !== undefined) checkAny(parameters);
};

const pkcs1 = '1.2.840.113549.1.1';
const ecdsa = '1.2.840.10045.4';
const known: Readonly<Record<string, readonly [name: string, check: Parameters]>> = {
  [`${pkcs1}.4`]: ['md5WithRSAEncryption', nullOnly],
  [`${pkcs1}.5`]: ['sha1WithRSAEncryption', nullOnly],
  [`${pkcs1}.10`]: ['RSASSA-PSS', checkPss],
  [`${pkcs1}.11`]: ['sha256WithRSAEncryption', nullOnly],
  [`${pkcs1}.12`]: ['sha384WithRSAEncryption', nullOnly],
  [`${pkcs1}.13`]: ['sha512WithRSAEncryption', nullOnly],
  [`${pkcs1}.14`]: ['sha224WithRSAEncryption', nullOnly],
  [`${ecdsa}.1`]: ['ecdsa-with-SHA1', absent],
  [`${ecdsa}.3.1`]: ['ecdsa-with-SHA224', absent],
  [`${ecdsa}.3.2`]: ['ecdsa-with-SHA256', absent],
  [`${ecdsa}.3.3`]: ['ecdsa-with-SHA384', absent],
  [`${ecdsa}.3.4`]: ['ecdsa-with-SHA512', absent],
  '1.3.101.112': ['Ed25519', absent],
  '1.3.101.113': ['Ed448', absent],
};

/** What a certificate is signed with (RFC 5280 section 4.1.1.2; parameters: RFC 4055, RFC 5758, RFC 8410). */
export function signatureAlgorithmOf(node: Asn1 | undefined): { oid: string; name: string } {
  const [id, parameters, ...rest] = listOf(node, types.sequence, 'signature algorithm');
  const oid = oidOf(id, 'signature algorithm');
  const [name, check] = known[oid] ?? [oid, anything];
  check(parameters);
  if (rest.length > 0) malformed('data after the parameters');
  return Object.freeze({ oid, name });
}

// RFC 4055 section 3.1; what equals its default is left out in DER (X.690 section 11.5).
function checkPss(parameters: Asn1 | undefined): void {
  const fields = [...listOf(parameters, types.sequence, 'RSASSA-PSS parameters')];
  const take = (number: number): Asn1 | undefined =>
    isContext(fields[0], number, true) ? fields.shift() : undefined;
  const hash = take(0);
  const mask = take(1);
  const salt = take(2);
  if (hash !== undefined) checkHash(onlyChild(hash, 'hash'));
  if (mask !== undefined) checkMask(onlyChild(mask, 'mask generation'));
  if (salt !== undefined) checkSalt(integerOf(onlyChild(salt, 'salt length'), 'salt length'));
  if (fields.length > 0) malformed('unknown RSASSA-PSS parameters, or a trailer written out');
}

const sha2 = /^2\.16\.840\.1\.101\.3\.4\.2\.[1-4]$/;

// Only the SHA-2 family can be written: SHA-1 is the default.
function checkHash(node: Asn1 | undefined): void {
  const [id, parameters, ...rest] = listOf(node, types.sequence, 'hash');
  if (!sha2.test(oidOf(id, 'hash'))) malformed('an unknown hash, or the default written out');
  if (parameters !== undefined) checkNull(parameters, 'hash parameters');
  if (rest.length > 0) malformed('data after the hash');
}

function checkMask(node: Asn1): void {
  const [id, hash, ...rest] = listOf(node, types.sequence, 'mask generation');
  if (oidOf(id, 'mask generation') !== `${pkcs1}.8`) malformed('an unknown mask generation');
  if (rest.length > 0) malformed('data after the mask generation');
  checkHash(hash);
}

function checkSalt(length: bigint): void {
  if (length < 0n || length > 2_048n) malformed('a salt length that no key can hold');
  if (length === 20n) malformed('the default salt length written out');
}
