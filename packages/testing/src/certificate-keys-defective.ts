import { bitString, integer, nullValue, oid, sequence, tlv, unsigned } from './certificate-der.js';

const rsaInfo = (key: Buffer): Buffer =>
  sequence(sequence(oid('1.2.840.113549.1.1.1'), nullValue), bitString(key));

const rsa = (modulus: Buffer, exponent: Buffer): Buffer => rsaInfo(sequence(modulus, exponent));

/** Nobody knows its factors, nor has to: an odd number of so many octets with the highest bit set. */
const oddNumber = (octets: number): Buffer => {
  const number = Buffer.alloc(octets, 0xa5);
  number[0] = 0xc3;
  return number;
};

const ec = (curve: Buffer, point: Buffer): Buffer =>
  sequence(sequence(oid('1.2.840.10045.2.1'), curve), bitString(point));

const p256 = oid('1.2.840.10045.3.1.7');
const e65537 = integer(65_537);
const modulus = unsigned(oddNumber(256));
// The generator of P-256 (SEC 2 section 2.4.2): a point that is on the curve.
const x = Buffer.from('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296', 'hex');
const y = Buffer.from('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5', 'hex');
const octets = (...values: number[]): Buffer => Buffer.from(values);

/** SubjectPublicKeyInfos that only look like keys, by defect; all of them are `CERTIFICATE_KEY_INVALID`. */
export const defectiveKeys: Readonly<Record<string, Buffer>> = {
  'rsa-exponent-1': rsa(modulus, integer(1)),
  'rsa-exponent-0': rsa(modulus, integer(0)),
  'rsa-exponent-even': rsa(modulus, integer(65_536)),
  'rsa-exponent-negative': rsa(modulus, tlv(0x02, octets(0x81))),
  'rsa-exponent-not-minimal': rsa(modulus, tlv(0x02, octets(0, 1, 0, 1))),
  'rsa-exponent-over-modulus': rsa(unsigned(oddNumber(256)), unsigned(oddNumber(257))),
  'rsa-exponent-equals-modulus': rsa(modulus, modulus),
  'rsa-exponent-missing': rsaInfo(sequence(modulus)),
  'rsa-modulus-0': rsa(integer(0), e65537),
  'rsa-modulus-even': rsa(unsigned(Buffer.concat([oddNumber(255), octets(0xa4)])), e65537),
  'rsa-modulus-negative': rsa(tlv(0x02, oddNumber(256)), e65537),
  'rsa-modulus-not-minimal': rsa(tlv(0x02, octets(0, 0), oddNumber(256)), e65537),
  'rsa-modulus-empty': rsa(tlv(0x02), e65537),
  'rsa-65536-bits': rsa(unsigned(oddNumber(8192)), e65537),
  'rsa-16385-bits': rsa(unsigned(Buffer.concat([octets(1), oddNumber(2048)])), e65537),
  'rsa-data-after-numbers': rsaInfo(sequence(modulus, e65537, integer(1))),
  'rsa-data-after-key': rsaInfo(Buffer.concat([sequence(modulus, e65537), nullValue])),
  'rsa-parameters-absent': sequence(
    sequence(oid('1.2.840.113549.1.1.1')),
    bitString(sequence(modulus, e65537)),
  ),
  'rsa-parameters-not-null': sequence(
    sequence(oid('1.2.840.113549.1.1.1'), integer(0)),
    bitString(sequence(modulus, e65537)),
  ),
  'rsa-key-not-whole-octets': sequence(
    sequence(oid('1.2.840.113549.1.1.1'), nullValue),
    bitString(sequence(modulus, integer(65_536)), 1),
  ),
  'ec-infinity': ec(p256, octets(0)),
  'ec-empty': ec(p256, octets()),
  'ec-too-short': ec(p256, Buffer.concat([octets(4), x, y.subarray(1)])),
  'ec-too-long': ec(p256, Buffer.concat([octets(4), x, y, octets(0)])),
  'ec-compressed': ec(p256, Buffer.concat([octets(3), x])),
  'ec-hybrid': ec(p256, Buffer.concat([octets(7), x, y])),
  'ec-point-of-another-curve': ec(oid('1.3.132.0.34'), Buffer.concat([octets(4), x, y])),
  'ec-parameters-absent': sequence(
    sequence(oid('1.2.840.10045.2.1')),
    bitString(Buffer.concat([octets(4), x, y])),
  ),
  'ec-parameters-null': ec(nullValue, Buffer.concat([octets(4), x, y])),
  'ec-parameters-explicit': ec(sequence(integer(1)), Buffer.concat([octets(4), x, y])),
  'ec-data-after-curve': ec(Buffer.concat([p256, nullValue]), Buffer.concat([octets(4), x, y])),
  'ec-unknown-curve-infinity': ec(oid('1.3.132.0.10'), octets(0)),
  'ec-unknown-curve-cut-off': ec(oid('1.3.132.0.10'), Buffer.concat([octets(4), x, octets(1)])),
  'ec-unknown-curve-hybrid': ec(oid('1.3.132.0.10'), Buffer.concat([octets(6), x, y])),
  'ed25519-31-octets': sequence(sequence(oid('1.3.101.112')), bitString(x.subarray(1))),
  'ed25519-33-octets': sequence(
    sequence(oid('1.3.101.112')),
    bitString(Buffer.concat([x, octets(1)])),
  ),
  'ed25519-parameters-null': sequence(sequence(oid('1.3.101.112'), nullValue), bitString(x)),
  'key-not-a-sequence': setLike(),
  'key-data-after-bits': sequence(sequence(oid('1.3.101.112')), bitString(x), nullValue),
  'key-bits-missing': sequence(sequence(oid('1.3.101.112'))),
  'key-algorithm-missing': sequence(),
  'unknown-key-bad-parameters': sequence(
    sequence(oid('1.2.3'), tlv(0x01, octets(1))),
    bitString(x),
  ),
  'unknown-key-two-parameters': sequence(
    sequence(oid('1.2.3'), nullValue, nullValue),
    bitString(x),
  ),
  'rsa-key-not-a-sequence': rsaInfo(integer(3)),
  'ec-curve-not-minimal': ec(tlv(0x06, octets(0x2a, 0x80, 1)), octets(4, 1, 1)),
  'ec-unknown-curve-form-alone': ec(oid('1.2.3.4'), octets(2)),
  'key-algorithm-empty': sequence(sequence(), bitString(x)),
};

/** A key with coordinates that are no point of P-256: only a platform's arithmetic can see it. */
export const keyOffCurve: Buffer = ec(p256, Buffer.concat([octets(4), x, x]));

function setLike(): Buffer {
  return tlv(0x31, sequence(oid('1.3.101.112')), bitString(x));
}
