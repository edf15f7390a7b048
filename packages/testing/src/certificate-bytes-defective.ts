import { bitString, lengthOf, nullValue, sequence, setOf, tlv } from './certificate-der.js';

/** Where the parts of a sound certificate are cut to be put together wrongly. */
interface Cut {
  readonly tbs: Buffer;
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

const octets = (...values: number[]): Buffer => Buffer.from(values);

/** Whole certificates that are not DER (X.690 section 10), by defect; all of them are `CERTIFICATE_NOT_DER`. */
export function defectiveBytes({
  tbs,
  algorithm,
  signature,
}: Cut): Readonly<Record<string, Buffer>> {
  const body = Buffer.concat([tbs, algorithm, signature]);
  const whole = sequence(body);
  const long = lengthOf(body.length).subarray(1);
  return {
    'data-after-certificate': Buffer.concat([whole, octets(0)]),
    'two-certificates': Buffer.concat([whole, whole]),
    'data-after-signature': sequence(body, nullValue),
    'cut-off': whole.subarray(0, -1),
    'one-octet': octets(0x30),
    'empty-sequence': sequence(),
    'not-a-sequence': setOf(body),
    'tbs-not-a-sequence': sequence(setOf(), algorithm, signature),
    'signature-missing': sequence(tbs, algorithm),
    'signature-empty': sequence(tbs, algorithm, bitString(octets())),
    'signature-without-bit-count': sequence(tbs, algorithm, tlv(0x03)),
    'signature-not-whole-octets': sequence(tbs, algorithm, bitString(octets(0x80), 7)),
    'signature-not-bits': sequence(tbs, algorithm, tlv(0x04, octets(0, 1))),
    'signature-constructed': sequence(tbs, algorithm, tlv(0x23, signature)),
    'length-not-minimal': Buffer.concat([octets(0x30, 0x80 | (long.length + 1), 0), long, body]),
    'length-of-five-octets': Buffer.concat([octets(0x30, 0x85, 0, 0, 0), long, body]),
    'length-indefinite': Buffer.concat([octets(0x30, 0x80), body, octets(0, 0)]),
    'length-beyond-the-end': Buffer.concat([octets(0x30), lengthOf(body.length + 1), body]),
    'length-of-ff': Buffer.concat([octets(0x30, 0xff), body]),
    'inner-length-not-minimal': sequence(
      tbs,
      Buffer.concat([octets(0x30, 0x81), algorithm.subarray(1)]),
      signature,
    ),
    'inner-length-indefinite': sequence(
      tbs,
      Buffer.concat([octets(0x30, 0x80), algorithm.subarray(2), octets(0, 0)]),
      signature,
    ),
    'high-tag-number': Buffer.concat([octets(0x3f, 0x10), lengthOf(body.length), body]),
  };
}
