import {
  type CertificateExtension,
  certificateExtensionNames,
  type ExtensionContents,
} from '@gangway/core';

/** An extension as `gangway inspect --json` prints it. */
export interface ExtensionReport extends CertificateExtension {
  /** As RFC 5280 calls it; `null` where it is not known. */
  readonly name: string | null;
  /** What it holds, as a hook's check sees it; `null` where nobody looks into it. */
  readonly contents: ExtensionContents[keyof ExtensionContents] | null;
}

/** The members of a certificate that hold what an extension does. */
const members: ReadonlyMap<string, keyof ExtensionContents> = new Map([
  ['2.5.29.14', 'subjectKeyIdentifier'],
  ['2.5.29.15', 'keyUsage'],
  ['2.5.29.17', 'subjectAltName'],
  ['2.5.29.19', 'basicConstraints'],
  ['2.5.29.30', 'nameConstraints'],
  ['2.5.29.32', 'certificatePolicies'],
  ['2.5.29.35', 'authorityKeyIdentifier'],
  ['2.5.29.37', 'extendedKeyUsage'],
]);

/** The extensions of a certificate, or those that a signing request asks for. */
export const toExtensionReports = (
  subject: ExtensionContents & { readonly extensions: readonly CertificateExtension[] },
): readonly ExtensionReport[] =>
  subject.extensions.map(({ oid, critical, hex }) => {
    const member = members.get(oid);
    return {
      oid,
      name: certificateExtensionNames.get(oid) ?? null,
      critical,
      hex,
      contents: (member === undefined ? undefined : subject[member]) ?? null,
    };
  });
