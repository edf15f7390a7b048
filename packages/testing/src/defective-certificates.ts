import type { CertificateRefusalCode } from '@gangway/core';
import { defectiveBytes } from './certificate-bytes-defective.js';
import { bitString, toPem } from './certificate-der.js';
import {
  basicConstraintsDefects,
  keyIdentifierDefects,
  policyDefects,
  usageDefects,
} from './certificate-extensions-defective.js';
import {
  algorithmDefects,
  type Defects,
  extensionDefects,
  nameDefects,
  serialDefects,
  structureDefects,
  validityDefects,
  versionDefects,
} from './certificate-fields-defective.js';
import { newEcKeyPair } from './certificate-keys.js';
import { defectiveKeys } from './certificate-keys-defective.js';
import { generalNameDefects, nameConstraintDefects } from './certificate-names-defective.js';
import { assemble, signatureAlgorithm, soundParts } from './certificate-parts.js';

export interface DefectiveCertificate {
  /** What is wrong with it. */
  readonly name: string;
  readonly pem: string;
  readonly expectedCode: CertificateRefusalCode;
}

/**
 * Certificates with exactly one defect each, signed over the defect, and the code they must be refused with.
 *
 * @example
 * for (const { pem, expectedCode } of defectiveCertificates()) {
 *   expect(nodeCryptoCertificateReader().read(pem)).to.include({ code: expectedCode });
 * }
 */
export function defectiveCertificates(): readonly DefectiveCertificate[] {
  const { publicKey, privateKey } = newEcKeyPair();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const sound = soundParts(spki, signatureAlgorithm(privateKey, 'SHA-256'));
  const withParts = (expectedCode: CertificateRefusalCode, defects: Defects) =>
    Object.entries(defects).map(([name, parts]) => ({
      name,
      pem: toPem(assemble({ ...sound, ...parts }, privateKey, 'SHA-256')),
      expectedCode,
    }));
  const keys = Object.entries(defectiveKeys).map(([name, key]) => [name, { publicKey: key }]);
  const bytes = defectiveBytes({
    tbs: tbsOf(assemble(sound, privateKey, 'SHA-256')),
    algorithm: sound.signature,
    signature: bitString(Buffer.alloc(70, 0x5a)),
  });
  return [
    ...Object.entries(bytes).map(([name, der]) => ({
      name,
      pem: toPem(der),
      expectedCode: 'CERTIFICATE_NOT_DER' as const,
    })),
    ...withParts('CERTIFICATE_NOT_DER', structureDefects),
    ...withParts('CERTIFICATE_VERSION_INVALID', versionDefects),
    ...withParts('CERTIFICATE_SERIAL_INVALID', serialDefects),
    ...withParts('CERTIFICATE_SIGNATURE_ALGORITHM_INVALID', algorithmDefects),
    ...withParts('CERTIFICATE_NAME_INVALID', nameDefects),
    ...withParts('CERTIFICATE_VALIDITY_INVALID', validityDefects),
    ...withParts('CERTIFICATE_KEY_INVALID', Object.fromEntries(keys)),
    ...withParts('CERTIFICATE_EXTENSIONS_INVALID', {
      ...extensionDefects,
      ...basicConstraintsDefects,
      ...usageDefects,
      ...policyDefects,
      ...keyIdentifierDefects,
      ...generalNameDefects,
      ...nameConstraintDefects,
    }),
  ];
}

/** An otherwise sound certificate for this SubjectPublicKeyInfo. */
export function certificateWithKey(publicKey: Buffer): string {
  const { privateKey } = newEcKeyPair();
  const sound = soundParts(publicKey, signatureAlgorithm(privateKey, 'SHA-256'));
  return toPem(assemble(sound, privateKey, 'SHA-256'));
}

// Both lengths take three octets in a certificate of this size.
function tbsOf(der: Buffer): Buffer {
  const from = 4;
  return der.subarray(from, from + 4 + der.readUInt16BE(from + 2));
}
