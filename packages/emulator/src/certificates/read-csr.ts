import { type PublicKey, readSigningRequest, type SigningRequest } from '@gangway/core';
import { Rejection } from '../provisioning/rejection.js';
import { partsOf } from './der/parts-of.js';

/** What a certificate takes over from a signing request, in DER: nothing else that is asked for. */
export interface Requested {
  readonly subject: Buffer;
  readonly publicKey: Buffer;
}

/**
 * Reads a signing request that AWS IoT would sign: PKCS #10, signed with its own key, which is RSA of at least 2,048 bits, or
 * EC on P-256, P-384 or P-521.
 *
 * Which `errorCode` AWS IoT sends for a bad one over MQTT it documents nowhere; its HTTP API answers all of them with 400
 * `InvalidRequestException`, whose name without the ending the other operations over MQTT use. How strict its reader is is
 * not documented either. This one takes DER only, as no device's library writes anything else.
 *
 * @throws Rejection 400 `InvalidRequest`
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CreateCertificateFromCsr.html
 */
export function readCsr(pem: string): Requested {
  const reading = readSigningRequest(pem);
  if (reading.kind === 'refused') throw refused(`${reading.code}: ${reading.detail}`);
  const { request } = reading;
  const fault = faultInKey(request.publicKey);
  if (fault !== undefined) throw refused(`CSR_KEY_NOT_TAKEN: ${fault}`);
  return {
    subject: Buffer.from(request.subject.hex, 'hex'),
    publicKey: publicKeyIn(request),
  };
}

const curves: readonly string[] = ['P-256', 'P-384', 'P-521'];

function faultInKey(key: PublicKey): string | undefined {
  switch (key.kind) {
    case 'RSA':
      return key.bits < 2_048 ? `RSA of ${key.bits} bits` : undefined;
    case 'EC':
      return curves.includes(key.curve) ? undefined : `EC on ${key.curve}`;
    case 'Ed25519':
      return key.kind;
    case 'other':
      return key.algorithm;
  }
}

/** `CertificationRequestInfo ::= SEQUENCE { version, subject, subjectPKInfo, attributes }` (RFC 2986 section 4.1). */
function publicKeyIn({ hex }: SigningRequest): Buffer {
  const [info = Buffer.alloc(0)] = partsOf(Buffer.from(hex, 'hex'));
  const [, , publicKey = Buffer.alloc(0)] = partsOf(info);
  return publicKey;
}

const refused = (reason: string) =>
  new Rejection(400, 'InvalidRequest', 'Certificate signing request is invalid.', reason);
