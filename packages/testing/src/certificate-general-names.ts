import { explicit, oid, tlv } from './certificate-der.js';

const text = (number: number) => (value: string) => tlv(0x80 | number, Buffer.from(value, 'utf8'));

/** GeneralNames in DER (RFC 5280 section 4.2.1.6), by their kinds. */
export const generalName = Object.freeze({
  otherName: (type: string, ...value: readonly Buffer[]) =>
    explicit(0, oid(type), explicit(0, ...value)),
  rfc822Name: text(1),
  dNSName: text(2),
  x400Address: (...content: readonly Buffer[]) => explicit(3, ...content),
  directoryName: (...name: readonly Buffer[]) => explicit(4, ...name),
  ediPartyName: (...content: readonly Buffer[]) => explicit(5, ...content),
  uniformResourceIdentifier: text(6),
  /** The octets of an address, or of one and its mask, in hex. */
  iPAddress: (hex: string) => tlv(0x87, Buffer.from(hex, 'hex')),
  /** The octets of an identifier's content, in hex. */
  registeredID: (hex: string) => tlv(0x88, Buffer.from(hex, 'hex')),
});
