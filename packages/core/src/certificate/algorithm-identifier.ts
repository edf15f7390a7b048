import type { Certificate } from '../domain/certificate.js';
import { type DerCursor, type DerElement, tags } from './der.js';
import { takeAny } from './der-any.js';
import { takeNull } from './der-primitives.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';
import { takePssParameters } from './pss-parameters.js';
import { type ParameterRule, signatureAlgorithms } from './signature-algorithms.js';

/** A signature AlgorithmIdentifier and where it stands. */
export interface SignatureAlgorithm {
  readonly element: DerElement;
  readonly value: Certificate['signatureAlgorithm'];
}

/** `AlgorithmIdentifier` of a signature (RFC 5280 section 4.1.1.2), its parameters checked where the algorithm is known. */
export function takeSignatureAlgorithm(cursor: DerCursor): SignatureAlgorithm {
  const element = cursor.take(tags.sequence, 'signature algorithm');
  const inner = cursor.enter(element);
  const oid = takeOid(inner, 'signature algorithm');
  const known = signatureAlgorithms.get(oid);
  checkParameters(inner, known?.parameters, oid);
  inner.finish('signature algorithm');
  return { element, value: Object.freeze({ oid, name: known?.name ?? oid }) };
}

/** Both fields say the same, octet for octet (RFC 5280 section 4.1.1.2): only the inner one is signed. */
export function checkSameAlgorithm(bytes: Buffer, inner: DerElement, outer: DerElement): void {
  if (bytes.compare(bytes, inner.start, inner.to, outer.start, outer.to) !== 0) {
    throw contentFault('the two signature algorithm fields differ');
  }
}

function checkParameters(inner: DerCursor, rule: ParameterRule | undefined, oid: string): void {
  switch (rule) {
    case 'null':
      takeNull(inner, `the parameters field of ${oid}`);
      break;
    case 'pss':
      takePssParameters(inner);
      break;
    case 'absent':
      // `finish` refuses whatever stands there.
      break;
    case undefined:
      if (!inner.done) takeAny(inner, `the parameters field of ${oid}`);
  }
}
