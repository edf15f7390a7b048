import {
  AttributeTypeAndValue,
  AttributeValue,
  Name,
  RelativeDistinguishedName,
} from '@peculiar/asn1-x509';

/** A name that is a common name and nothing else. */
export const commonName = (text: string): Name => nameOf([['2.5.4.3', text]]);

/** A distinguished name, most general part first, as UTF8String (RFC 5280 section 4.1.2.4). */
export const nameOf = (parts: readonly (readonly [type: string, text: string])[]): Name =>
  new Name(
    parts.map(
      ([type, utf8String]) =>
        new RelativeDistinguishedName([
          new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) }),
        ]),
    ),
  );
