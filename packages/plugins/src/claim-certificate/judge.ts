import {
  type Deny,
  deny,
  type ProvisioningRequest,
  type RegisteredCertificate,
} from '@gangway/core';
import { writeMoment } from '../text/moment.js';

export interface ClaimCertificateRules {
  readonly issuers?: readonly string[] | undefined;
  readonly maxAgeDays?: number | undefined;
}

const day = 86_400_000;

/** What speaks against a claim certificate; of several faults the one that an operator must know first. */
export function judgeClaimCertificate(
  certificate: RegisteredCertificate,
  { issuers, maxAgeDays = Number.POSITIVE_INFINITY }: ClaimCertificateRules,
  { template, receivedAt }: ProvisioningRequest,
): Deny | undefined {
  const { certificateId: id, status, ownerAccount: owner = template.account } = certificate;
  const { createdAt = receivedAt, validity } = certificate;
  if (owner !== template.account) {
    return deny('CLAIM_CERTIFICATE_FOREIGN', `${id} belongs to ${owner}`);
  }
  if (status !== 'ACTIVE') return deny('CLAIM_CERTIFICATE_NOT_ACTIVE', `${id} is ${status}`);
  if (validity !== undefined && receivedAt > validity.notAfter) {
    return deny('CLAIM_CERTIFICATE_EXPIRED', `${id}, until ${writeMoment(validity.notAfter)}`);
  }
  const issuer = issuerOf(certificate);
  if (issuers?.includes(issuer) === false) {
    return deny('CLAIM_CERTIFICATE_ISSUER_NOT_ALLOWED', `${id}, issued by ${issuer}`);
  }
  if (receivedAt - createdAt > maxAgeDays * day) {
    return deny('CLAIM_CERTIFICATE_TOO_OLD', `${id}, made ${writeMoment(createdAt)}`);
  }
  return undefined;
}

/**
 * The id of its CA; `amazon` where AWS IoT issued it itself. That no CA is named says too little: one that anybody made and
 * registered without a CA has none either, but not the mode `DEFAULT`.
 */
function issuerOf({ caCertificateId, certificateMode }: RegisteredCertificate): string {
  if (caCertificateId !== undefined) return caCertificateId;
  return certificateMode === 'DEFAULT' ? 'amazon' : 'nobody known';
}
