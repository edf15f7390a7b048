import type { Account } from '../account/account.js';
import type { IssuedCertificate } from '../certificates/certificate-authority.js';
import type { FaultPlan, FaultSubject } from '../chaos/fault-plan.js';
import { activationMs } from './certificate-life.js';
import { newOwnershipToken } from './ownership-token.js';
import { isPlainObject } from './plain-object.js';
import { refuse } from './refusals.js';

export interface CreationParts {
  readonly account: Account;
  readonly faults: FaultPlan;
}

type Accepted = Readonly<Record<string, unknown>>;

/**
 * `CreateKeysAndCertificate`. The payload is not looked at: AWS IoT documents an empty one, and says of no other that it is
 * refused.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html#create-keys-cert
 */
export async function createKeysAndCertificate(
  parts: CreationParts,
  subject: FaultSubject,
): Promise<Accepted> {
  const { certificateId, certificatePem, privateKey } = await parts.account.authority.issueKeys();
  const certificateOwnershipToken = keep(parts, subject, { certificateId, certificatePem });
  return { certificateId, certificatePem, privateKey, certificateOwnershipToken };
}

/**
 * `CreateCertificateFromCsr`.
 *
 * @throws Rejection 400
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html#create-cert-csr
 */
export function createCertificateFromCsr(
  parts: CreationParts,
  subject: FaultSubject,
  payload: unknown,
): Accepted {
  const issued = parts.account.authority.issueForRequest(signingRequestOf(payload));
  const { certificateId, certificatePem } = issued;
  return {
    certificateOwnershipToken: keep(parts, subject, issued),
    certificateId,
    certificatePem,
  };
}

function signingRequestOf(payload: unknown): string {
  if (!isPlainObject(payload)) throw refuse('PAYLOAD_INVALID', 'the payload is no object');
  const request = Object.hasOwn(payload, 'certificateSigningRequest')
    ? payload.certificateSigningRequest
    : undefined;
  if (request === undefined || request === null || request === '') {
    throw refuse('CSR_MISSING', 'there is no certificateSigningRequest');
  }
  if (typeof request === 'string') return request;
  throw refuse('PAYLOAD_INVALID', 'certificateSigningRequest is no text');
}

/** Stores the certificate, not yet active, and the hash of its ownership token. */
function keep(
  { account: { store, clock }, faults }: CreationParts,
  subject: FaultSubject,
  { certificateId, certificatePem }: IssuedCertificate,
): string {
  const now = clock.now();
  const endsAt = now + activationMs;
  const tokenEndsAt = faults.token(subject) === 'expire' ? now : endsAt;
  const { token, row } = newOwnershipToken(certificateId, tokenEndsAt);
  store.transaction(() => {
    store.certificates.put(certificateId, {
      certificateId,
      certificatePem,
      status: 'PENDING_ACTIVATION',
      createdAt: now,
      modifiedAt: now,
      endsAt,
    });
    store.tokens.put(row.tokenHash, row);
  });
  return token;
}
