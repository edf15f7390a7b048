import { type ExtensionContents, keyPurposeNames } from '@gangway/core';
import type { ExtensionReport } from './extension-report.js';
import { generalNameText, nameText } from './name-text.js';

type Contents<Member extends keyof ExtensionContents> = NonNullable<ExtensionContents[Member]>;

/** As many octets as a line of a terminal shows of what nobody looks into. */
const shownOctets = 24;

/** What an extension holds, on one line. */
export function extensionText({ oid, contents, hex }: ExtensionReport): string {
  if (contents === null) return opaque(hex);
  // What the reader gives by the extension's identifier is of that extension's type.
  switch (oid) {
    case '2.5.29.14':
      return contents as Contents<'subjectKeyIdentifier'>;
    case '2.5.29.17':
      return (contents as Contents<'subjectAltName'>).map(generalNameText).join(', ');
    case '2.5.29.19':
      return constraintsText(contents as Contents<'basicConstraints'>);
    case '2.5.29.30':
      return nameConstraintsText(contents as Contents<'nameConstraints'>);
    case '2.5.29.35':
      return authorityText(contents as Contents<'authorityKeyIdentifier'>);
    case '2.5.29.37':
      return (contents as Contents<'extendedKeyUsage'>)
        .map((purpose) => keyPurposeNames.get(purpose) ?? purpose)
        .join(', ');
    default:
      return (contents as Contents<'keyUsage' | 'certificatePolicies'>).join(', ');
  }
}

const opaque = (hex: string): string =>
  hex.length > shownOctets * 2
    ? `${hex.slice(0, shownOctets * 2)}… (${hex.length / 2} octets)`
    : hex;

const constraintsText = ({ ca, pathLength }: Contents<'basicConstraints'>): string =>
  `${ca ? 'a CA' : 'not a CA'}${pathLength === undefined ? '' : `, path length ${pathLength}`}`;

const nameConstraintsText = ({ permitted, excluded }: Contents<'nameConstraints'>): string =>
  [
    ...permitted.map((name) => `permits ${generalNameText(name)}`),
    ...excluded.map((name) => `excludes ${generalNameText(name)}`),
  ].join(', ');

const authorityText = ({
  keyIdentifier,
  issuer = [],
  serialNumber,
}: Contents<'authorityKeyIdentifier'>): string =>
  [
    ...(keyIdentifier === undefined ? [] : [keyIdentifier]),
    ...issuer.map((name) =>
      name.kind === 'directoryName' ? nameText(name.name) : generalNameText(name),
    ),
    ...(serialNumber === undefined ? [] : [`serial number ${serialNumber}`]),
  ].join(', ');
