import type { X509Certificate } from 'node:crypto';
import type { Certificate, GeneralName } from '@gangway/core';

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

/** What Node's own parser shows of a certificate and ours shows as well, in our form. */
export function shownByNode(node: X509Certificate): object {
  return {
    serialNumber: node.serialNumber.toLowerCase(),
    validity: { notBefore: node.validFromDate.getTime(), notAfter: node.validToDate.getTime() },
    fingerprint256: node.fingerprint256.replaceAll(':', '').toLowerCase(),
    hex: node.raw.toString('hex'),
  };
}

/** The same members of a certificate that was read. */
export const shownByUs = ({
  serialNumber,
  validity,
  fingerprint256,
  hex,
}: Certificate): object => ({
  serialNumber,
  validity,
  fingerprint256,
  hex,
});

/** The key as Node has it, in our form; undefined where one of the two does not know it. */
export function keyByNode(node: X509Certificate): object | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails: details = {} } = node.publicKey;
  switch (asymmetricKeyType) {
    case 'rsa':
      return { kind: 'RSA', bits: details.modulusLength, exponent: details.publicExponent };
    case 'ec':
      return details.namedCurve !== undefined && Object.hasOwn(curves, details.namedCurve)
        ? { kind: 'EC', curve: curves[details.namedCurve] }
        : undefined;
    case 'ed25519':
      return { kind: 'Ed25519' };
    default:
      return undefined;
  }
}

const prefixes: Readonly<Partial<Record<GeneralName['kind'], string>>> = {
  dNSName: 'DNS',
  rfc822Name: 'email',
  uniformResourceIdentifier: 'URI',
  iPAddress: 'IP Address',
  registeredID: 'Registered ID',
};

/** Names as Node writes them; undefined where it would escape one, or shows a kind in a form of its own. */
export function altNamesText(names: readonly GeneralName[] = []): string | undefined {
  const texts = names.map((name) =>
    'value' in name && /^[\w.:/@*-]*$/.test(name.value)
      ? `${prefixes[name.kind]}:${name.value}`
      : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join(', ').toLowerCase();
}
