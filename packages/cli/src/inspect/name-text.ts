import type { DistinguishedName, GeneralName } from '@gangway/core';

/** A name on one line, in the order of its attributes; characters of meaning are escaped as RFC 4514 says. */
export const nameText = ({ attributes }: DistinguishedName): string =>
  attributes.map(({ name, value }) => `${name}=${escaped(value)}`).join(', ');

const escaped = (value: string): string => value.replace(/[\\,+"<>;=]/g, '\\$&');

/** A name of subjectAltName and its like: `dNSName sn-1.example.org`. */
export function generalNameText(name: GeneralName): string {
  switch (name.kind) {
    case 'directoryName':
      return `directoryName ${nameText(name.name)}`;
    case 'otherName':
      return `otherName ${name.type} ${name.hex}`;
    case 'x400Address':
    case 'ediPartyName':
      return `${name.kind} ${name.hex}`;
    default:
      return `${name.kind} ${name.value}`;
  }
}
