import type { PublicKey } from '../domain/certificate.js';
import { contentFault } from './fault.js';

interface Curve {
  readonly name: string;
  /** Octets of a coordinate. */
  readonly size: number;
}

/** RFC 5480 section 2.1.1.1. */
const nistCurves: ReadonlyMap<string, Curve> = new Map([
  ['1.2.840.10045.3.1.7', { name: 'P-256', size: 32 }],
  ['1.3.132.0.34', { name: 'P-384', size: 48 }],
  ['1.3.132.0.35', { name: 'P-521', size: 66 }],
]);

/**
 * An EC key: its curve's name and its point's octets (RFC 5480 section 2.2, SEC 1 section 2.3.3).
 *
 * The octets are counted before anybody is asked for the key's details: some releases of Node do not survive the point at
 * infinity. Whether the point lies on the curve is for the platform to say.
 */
export function readEcKey(curve: string, point: Buffer): PublicKey {
  const nist = nistCurves.get(curve);
  if (nist === undefined) {
    checkUnknownCurve(point);
    return { kind: 'EC', curve };
  }
  // RFC 5480 section 2.2: uncompressed must be supported, compressed may be. One key, one form.
  if (point[0] !== 0x04) throw contentFault('the EC point is not in uncompressed form');
  if (point.length !== 1 + 2 * nist.size) {
    throw contentFault(`the EC point has ${point.length} octets, not ${1 + 2 * nist.size}`);
  }
  return { kind: 'EC', curve: nist.name };
}

function checkUnknownCurve(point: Buffer): void {
  const form = point[0] ?? 0;
  // 00 alone is the point at infinity, 06 and 07 the hybrid forms that RFC 5480 rules out.
  if (form < 0x02 || form > 0x04) throw contentFault('the EC point has no known form');
  const whole = form === 0x04 ? point.length % 2 === 1 : true;
  if (point.length < 2 || !whole) throw contentFault('the EC point is cut off');
}
