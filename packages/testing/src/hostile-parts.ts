import {
  bitString,
  explicit,
  ia5String,
  integer,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  unsigned,
} from './certificate-der.js';
import { generalName } from './certificate-general-names.js';
import { attribute, encodeName } from './certificate-name.js';
import { type CertificateParts, encodeExtension, encodeExtensions } from './certificate-parts.js';

const times = (count: number, make: (at: number) => Buffer): Buffer[] =>
  Array.from({ length: count }, (_, at) => make(at));
const octetsOf = (number: number): Buffer => Buffer.from([number >> 8, number & 0xff]);

const altNames = (...names: Buffer[]) => ({
  tail: encodeExtensions([{ oid: '2.5.29.17', value: sequence(...names) }]),
});
const holding = (id: string, value: Buffer) => ({ tail: encodeExtensions([{ oid: id, value }]) });
const longOid = Buffer.concat([Buffer.from([0x2a]), Buffer.alloc(62, 0xff), Buffer.from([0x7f])]);
const nested = (levels: number): Buffer =>
  levels === 0 ? integer(1) : sequence(nested(levels - 1));

const rsa = (modulus: Buffer, exponent: Buffer) => ({
  publicKey: sequence(
    sequence(oid('1.2.840.113549.1.1.1'), tlv(0x05)),
    bitString(sequence(unsigned(modulus), unsigned(exponent))),
  ),
});

/** Parts of certificates with so many of one thing. */
export const crowdedParts: Readonly<Record<string, (count: number) => Partial<CertificateParts>>> =
  {
    'empty hosts': (count) => altNames(...times(count, () => generalName.dNSName(''))),
    'IPv6 addresses': (count) =>
      altNames(...times(count, () => generalName.iPAddress('20'.repeat(16)))),
    'registered identifiers of one octet': (count) =>
      altNames(...times(count, () => generalName.registeredID('2a'))),
    'registered identifiers of 64 octets': (count) =>
      altNames(...times(count, () => generalName.registeredID(longOid.toString('hex')))),
    'directory names': (count) =>
      altNames(...times(count, () => generalName.directoryName(encodeName('CN=a')))),
    'empty directory names': (count) =>
      altNames(...times(count, () => generalName.directoryName(sequence()))),
    'other names of 17 levels': (count) =>
      altNames(...times(count, () => generalName.otherName('1.2', nested(16)))),
    'octets of one host': (count) => altNames(generalName.dNSName('a'.repeat(count))),
    extensions: (count) => ({
      tail: explicit(
        3,
        sequence(
          ...times(count, (at) => encodeExtension({ oid: `1.2.${at}`, value: Buffer.alloc(0) })),
        ),
      ),
    }),
    'times one extension': (count) => ({
      tail: explicit(
        3,
        sequence(...times(count, () => encodeExtension({ oid: '2.5.29.54', value: integer(0) }))),
      ),
    }),
    purposes: (count) => holding('2.5.29.37', sequence(...times(count, () => oid('1.2')))),
    policies: (count) =>
      holding('2.5.29.32', sequence(...times(count, () => sequence(oid('1.2'))))),
    qualifiers: (count) =>
      holding(
        '2.5.29.32',
        sequence(
          sequence(
            oid('1.2'),
            sequence(...times(count, () => sequence(oid('1.2'), ia5String('')))),
          ),
        ),
      ),
    mappings: (count) =>
      holding('2.5.29.33', sequence(...times(count, () => sequence(oid('1.2'), oid('1.2'))))),
    'permitted names': (count) =>
      holding(
        '2.5.29.30',
        sequence(explicit(0, ...times(count, () => sequence(generalName.dNSName(''))))),
      ),
    'permitted addresses': (count) =>
      holding(
        '2.5.29.30',
        sequence(
          explicit(0, ...times(count, () => sequence(generalName.iPAddress('ff'.repeat(32))))),
        ),
      ),
    'octets of a subject key identifier': (count) =>
      holding('2.5.29.14', tlv(0x04, Buffer.alloc(count))),
    'parts of a subject': (count) => ({
      subject: sequence(...times(count, () => attribute('2.5.4.3', printableString('')))),
    }),
    'attributes in one part of a subject': (count) => ({
      subject: sequence(
        setOf(...times(count, (at) => sequence(oid('1.2'), tlv(0x14, octetsOf(at))))),
      ),
    }),
    'characters of a subject, two octets each': (count) => ({
      subject: sequence(attribute('2.5.4.3', tlv(0x1e, Buffer.alloc(count * 2, 0x41)))),
    }),
    'characters of a subject, four octets each': (count) => ({
      subject: sequence(attribute('2.5.4.3', tlv(0x1c, Buffer.alloc(count * 4)))),
    }),
    'octets of UTF-8': (count) => ({
      subject: sequence(attribute('2.5.4.3', tlv(0x0c, Buffer.from('é'.repeat(count))))),
    }),
    'octets of a serial number': (count) => ({ serialNumber: unsigned(Buffer.alloc(count, 0x11)) }),
    'octets of an RSA modulus': (count) => rsa(Buffer.alloc(count, 0xff), Buffer.from([3])),
    'octets of a point on a curve that is not known': (count) => ({
      publicKey: sequence(
        sequence(oid('1.2.840.10045.2.1'), oid('1.2.3')),
        bitString(Buffer.alloc(count * 2 + 1, 4)),
      ),
    }),
    'parameters of a key that is not known': (count) => ({
      publicKey: sequence(
        sequence(oid('1.2.3'), sequence(...times(count, () => tlv(0x02, Buffer.from([1]))))),
        bitString(Buffer.from([1])),
      ),
    }),
  };

/** The largest RSA numbers that are no fault of the certificate. */
export const largestRsaKey: Partial<CertificateParts> = rsa(
  Buffer.alloc(2_048, 0xff),
  Buffer.alloc(2_047, 0xff),
);
