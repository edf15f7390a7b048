import type { KeyObject } from 'node:crypto';
import {
  basicConstraints,
  distinguishedName,
  escapeNameValue,
  keyUsage,
  publicKeyInfo,
  type Signer,
  signCertificate,
} from '@gangway/emulator/certificates';

/** What a certificate is for; it decides about its name and its extensions. */
type Role =
  | { readonly kind: 'root CA' }
  | { readonly kind: 'issuing CA' }
  | { readonly kind: 'device'; readonly serialNumber: string };

// RFC 5280 section 4.1.2.5: a certificate without a well-defined end. IEEE 802.1AR-2018 has it for IDevIDs; and what vouches
// for a device that never expires must not expire either.
const never = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The name of a certificate of the lab, in DER. */
export const nameOf = (role: Role): Buffer =>
  distinguishedName(`O=Gangway Lab, ${ownAttribute(role)}`);

function ownAttribute(role: Role): string {
  switch (role.kind) {
    case 'root CA':
      return 'CN=Factory Root CA';
    case 'issuing CA':
      return 'CN=Factory Issuing CA';
    case 'device':
      return `serialNumber=${escapeNameValue(role.serialNumber)}`;
  }
}

/**
 * Issues a certificate, in PEM, as IEEE 802.1AR-2018 clause 8 and RFC 5280 section 4 have it.
 *
 * @param from milliseconds since 1970
 */
export function issueCertificate(
  role: Role,
  publicKey: KeyObject,
  issuer: Signer,
  from: number,
): string {
  const { certificatePem } = signCertificate({
    subject: nameOf(role),
    publicKey: publicKeyInfo(publicKey),
    issuer,
    validity: { notBefore: from, notAfter: never },
    extensions: extensionsOf(role),
  });
  return certificatePem;
}

function extensionsOf({ kind }: Role): readonly Buffer[] {
  switch (kind) {
    case 'root CA':
      return [basicConstraints({}), keyUsage('certifies')];
    case 'issuing CA':
      return [basicConstraints({ pathLength: 0 }), keyUsage('certifies')];
    case 'device':
      return [keyUsage('signs')];
  }
}
