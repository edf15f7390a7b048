import { contextTag, DerCursor, tags } from '../certificate/der.js';
import { type PssParameters, takePssParameters } from '../certificate/pss-parameters.js';
import type { Certificate } from '../domain/certificate.js';

/** Octets of the hashes that are taken. */
const hashes: ReadonlyMap<string, number> = new Map([
  ['2.16.840.1.101.3.4.2.1', 32],
  ['2.16.840.1.101.3.4.2.2', 48],
  ['2.16.840.1.101.3.4.2.3', 64],
]);

/**
 * RFC 4055 section 3.1: the mask generation should use the same hash, and the salt should be as long as the hash. A longer salt is taken:
 * `openssl` made the longest that fits unless it was told otherwise.
 */
export function pssFault(certificate: Certificate): string | undefined {
  const parameters = parametersOf(certificate);
  if (parameters === undefined) return 'is signed with RSASSA-PSS of unreadable parameters';
  const octets = hashes.get(parameters.hash);
  if (octets === undefined) return 'is signed with RSASSA-PSS over a weak hash';
  if (parameters.maskHash !== parameters.hash) return 'is signed with RSASSA-PSS of two hashes';
  return parameters.saltLength >= octets ? undefined : 'is signed with RSASSA-PSS of a short salt';
}

// TBSCertificate begins with version, serial number and signature algorithm (RFC 5280 section 4.1).
function parametersOf({ hex }: Certificate): PssParameters | undefined {
  try {
    const certificate = new DerCursor(Buffer.from(hex, 'hex')).open(tags.sequence, 'certificate');
    const tbs = certificate.open(tags.sequence, 'tbsCertificate');
    if (tbs.isNext(contextTag(0, 'constructed'))) tbs.next();
    tbs.take(tags.integer, 'serial number');
    const algorithm = tbs.open(tags.sequence, 'signature algorithm');
    algorithm.take(tags.oid, 'signature algorithm');
    return takePssParameters(algorithm);
  } catch {
    return undefined;
  }
}
