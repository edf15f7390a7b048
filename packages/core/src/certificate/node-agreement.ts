import type { KeyObject, X509Certificate } from 'node:crypto';
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

// Asking for `asymmetricKeyDetails` as well would double the cost of the whole reading (25 µs), and OpenSSL has no second
// opinion on the curve or the numbers that stand in the DER; that the key can be imported is what only it can say.
function checkKey(node: X509Certificate, key: PublicKey): void {
  const kind = expectedKind(key);
  if (kind !== undefined && importKey(node).asymmetricKeyType !== kind) {
    throw disagreement('kind of key');
  }
}

// A key or curve of another kind may be unknown to this build of OpenSSL; policy refuses it in any case.
function expectedKind(key: PublicKey): string | undefined {
  switch (key.kind) {
    case 'RSA':
      return 'rsa';
    case 'EC':
      return key.curve.startsWith('P-') ? 'ec' : undefined;
    case 'Ed25519':
      return 'ed25519';
    case 'other':
      return undefined;
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
