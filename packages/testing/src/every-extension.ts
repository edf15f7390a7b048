import {
  bitString,
  boolean,
  explicit,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
  tlv,
  utf8String,
} from './certificate-der.js';
import { generalName } from './certificate-general-names.js';
import { encodeName } from './certificate-name.js';
import type { ExtensionInput } from './certificate-parts.js';

const octets = (...values: number[]): Buffer => Buffer.from(values);
const names = [
  generalName.otherName('1.2.3', utf8String('é')),
  generalName.rfc822Name('a@a.example'),
  generalName.dNSName('a.example'),
  generalName.x400Address(sequence()),
  generalName.directoryName(encodeName('CN=a')),
  generalName.ediPartyName(explicit(1, utf8String('a'))),
  generalName.uniformResourceIdentifier('urn:a'),
  generalName.registeredID('2a03'),
];
const policy = oid('1.2.3.4');
const cps = sequence(oid('1.3.6.1.5.5.7.2.1'), ia5String('u'));
const subtrees = (number: number, address: string) =>
  explicit(number, ...[...names, generalName.iPAddress(address)].map((base) => sequence(base)));

/**
 * Every extension whose content a `CertificateReader` reads, all of it filled in, and one that is not known.
 *
 * @example
 * const { pem } = await makeCertificate({ extensions: everyExtension() });
 */
export const everyExtension = (): readonly ExtensionInput[] => [
  { oid: '2.5.29.14', value: octetString(octets(1, 2, 3)) },
  { oid: '2.5.29.15', critical: true, value: bitString(octets(0x06, 0x80), 7) },
  {
    oid: '2.5.29.17',
    value: sequence(
      ...names,
      generalName.iPAddress('c0000201'),
      generalName.iPAddress('20010db8000000000000000000000001'),
    ),
  },
  { oid: '2.5.29.18', value: sequence(generalName.dNSName('a')) },
  { oid: '2.5.29.19', critical: true, value: sequence(boolean(true), integer(3)) },
  {
    oid: '2.5.29.30',
    critical: true,
    value: sequence(
      subtrees(0, 'c0000200ffffff00'),
      subtrees(1, `20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`),
    ),
  },
  { oid: '2.5.29.32', value: sequence(sequence(policy, sequence(cps)), sequence(oid('1.2.3.5'))) },
  { oid: '2.5.29.33', value: sequence(sequence(policy, oid('1.2.3.5'))) },
  {
    oid: '2.5.29.35',
    value: sequence(
      tlv(0x80, octets(1)),
      explicit(1, generalName.directoryName(encodeName('CN=b'))),
      tlv(0x82, octets(0, 0x80)),
    ),
  },
  { oid: '2.5.29.36', critical: true, value: sequence(tlv(0x80, octets(0)), tlv(0x81, octets(1))) },
  { oid: '2.5.29.37', value: sequence(oid('1.3.6.1.5.5.7.3.2'), oid('2.5.29.37.0')) },
  { oid: '2.5.29.54', critical: true, value: integer(0) },
  { oid: '1.2.3.4', value: octets(0xff, 0x00) },
];
