import { hash } from 'node:crypto';
import type { SigningRequest } from '../../domain/signing-request.js';
import { takeSignatureAlgorithm } from '../algorithm-identifier.js';
import { DerCursor, type DerElement, tags } from '../der.js';
import { takeInteger, takeOctetBits } from '../der-primitives.js';
import { contentFault } from '../fault.js';
import { takeName } from '../name.js';
import { takePublicKey } from '../public-key.js';
import { takeAttributes } from './attributes.js';
import { inPart } from './fault.js';
import { verifyOwnSignature } from './verify-own-signature.js';

/**
 * Reads a signing request, all of it: `CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm,
 * signature }` (RFC 2986 section 4.2), and verifies its signature.
 *
 * @throws SigningRequestFault with the code of the part that is at fault
 */
export function readSigningRequestDer(bytes: Buffer): SigningRequest {
  const hex = bytes.toString('hex');
  const outer = inPart('CSR_NOT_DER', () => openRequest(bytes));
  const element = inPart('CSR_NOT_DER', () => outer.take(tags.sequence, 'the request info'));
  const info = outer.enter(element);
  inPart('CSR_VERSION_INVALID', () => takeVersion(info));
  const subject = inPart('CSR_SUBJECT_INVALID', () => takeName(info, hex, 'subject'));
  const { element: keyAt, value: publicKey } = inPart('CSR_KEY_INVALID', () => takePublicKey(info));
  const { types, asked } = inPart('CSR_ATTRIBUTES_INVALID', () => takeAttributes(info, hex));
  inPart('CSR_NOT_DER', () => info.finish('the request info'));
  const { value: signatureAlgorithm } = inPart('CSR_SIGNATURE_ALGORITHM_INVALID', () =>
    takeSignatureAlgorithm(outer),
  );
  const signature = inPart('CSR_NOT_DER', () => takeSignature(outer));
  const keyInfo = wholeOf(bytes, keyAt);
  verifyOwnSignature({
    keyInfo,
    publicKey,
    algorithm: signatureAlgorithm.name,
    content: wholeOf(bytes, element),
    signature,
  });
  return Object.freeze({
    subject,
    publicKey,
    publicKeyHash: hash('sha256', keyInfo, 'hex'),
    signatureAlgorithm,
    extensions: asked.list,
    ...asked.contents,
    attributes: types,
    hex,
  });
}

function openRequest(bytes: Buffer): DerCursor {
  const whole = new DerCursor(bytes);
  const request = whole.open(tags.sequence, 'request');
  whole.finish('request');
  return request;
}

// RFC 2986 section 4.1: `version INTEGER { v1(0) }`, written out, for it has no default.
function takeVersion(info: DerCursor): void {
  const { from, to } = takeInteger(info, 'version');
  if (to - from !== 1 || info.bytes[from] !== 0) throw contentFault('the version is not 0');
}

function takeSignature(outer: DerCursor): Buffer {
  const { from, to } = takeOctetBits(outer, 'signature');
  outer.finish('request');
  return outer.bytes.subarray(from, to);
}

const wholeOf = (bytes: Buffer, { start, to }: DerElement): Buffer => bytes.subarray(start, to);
