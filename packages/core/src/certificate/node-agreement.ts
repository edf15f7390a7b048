import type { AsymmetricKeyDetails, KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate, PublicKey } from '../domain/certificate.js';
import { CertificateFault } from './fault.js';

const disagreement = (what: string) =>
  new CertificateFault('CERTIFICATE_REFUSED_BY_PLATFORM', `Node reads another ${what}`);

/**
 * Two readers that read one certificate differently are how a check is passed with one value and the device trusted with
 * another; so what Node shows of it must be what we read.
 *
 * @throws CertificateFault `CERTIFICATE_REFUSED_BY_PLATFORM`
 */
export function checkAgainstNode(
  node: X509Certificate,
  bytes: Buffer,
  certificate: Certificate,
): void {
  // Differs when OpenSSL read BER, or stopped before the end.
  if (!node.raw.equals(bytes)) throw disagreement('certificate than these bytes');
  // Node writes upper case with a leading zero for odd digits; ours are whole octets as well.
  if (node.serialNumber.toLowerCase() !== certificate.serialNumber) throw disagreement('serial');
  const { notBefore, notAfter } = certificate.validity;
  if (node.validFromDate.getTime() !== notBefore || node.validToDate.getTime() !== notAfter) {
    throw disagreement('validity');
  }
  checkKey(node, certificate.publicKey);
}

function checkKey(node: X509Certificate, key: PublicKey): void {
  // A key or curve of another kind may be unknown to this build of OpenSSL; policy refuses it in any case.
  if (key.kind === 'other' || (key.kind === 'EC' && !Object.hasOwn(opensslCurves, key.curve)))
    return;
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details = {} } = importKey(node);
  if (!isAlike(key, kind, details)) throw disagreement('key');
}

/** The curves as OpenSSL calls them. */
const opensslCurves: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

/** Whether Node sees the key that we read; of one of another kind nobody can say. */
export function isAlike(
  key: PublicKey,
  kind: string | undefined,
  details: AsymmetricKeyDetails,
): boolean {
  switch (key.kind) {
    case 'RSA':
      return (
        kind === 'rsa' &&
        details.modulusLength === key.bits &&
        details.publicExponent === key.exponent
      );
    case 'EC':
      return kind === 'ec' && details.namedCurve === opensslCurves[key.curve];
    case 'Ed25519':
      return kind === 'ed25519';
    case 'other':
      return false;
  }
}

// Throws for a point that is not on its curve: OpenSSL checks that when it decodes.
function importKey(node: X509Certificate): KeyObject {
  try {
    return node.publicKey;
  } catch {
    throw new CertificateFault('CERTIFICATE_REFUSED_BY_PLATFORM', 'Node cannot import the key');
  }
}
