import type { Admission, Claim, StoredAnswer } from '@gangway/core';
import { quote } from '../text/quote.js';
import { corruptRow } from './sqlite-fault.js';

/** A row of the table `claim`. */
export interface ClaimRow {
  readonly device: string;
  readonly certificate: string;
  readonly public_key_hash: string;
  readonly claim_certificate: string;
  readonly template: string;
  readonly claimed_at: number;
  readonly lease_ends_at: number;
  readonly confirmed_at: number | null;
  readonly parameters_hash: string;
  readonly answer: string;
}

/** A row of the table `admission`. */
export interface AdmissionRow {
  readonly certificate: string;
  readonly bound_to: string | null;
  readonly parameters_hash: string | null;
  readonly answer: string | null;
  /** What it claimed; null after a release, as are hash and answer. */
  readonly devices: string | null;
  /** What it claimed before its last release: one of several may have been released, and the others stay its own. */
  readonly earlier_devices: string | null;
}

export const claimColumns =
  'device, certificate, public_key_hash, claim_certificate, template, claimed_at, lease_ends_at, confirmed_at, parameters_hash, answer';

/** @throws PortError `STORE_CORRUPT` */
export function claimIn(row: ClaimRow): Claim {
  return Object.freeze({
    deviceId: row.device,
    certificateId: row.certificate,
    publicKeyHash: row.public_key_hash,
    claimCertificateId: row.claim_certificate,
    template: row.template,
    claimedAt: row.claimed_at,
    leaseEndsAt: row.lease_ends_at,
    ...(row.confirmed_at === null ? {} : { confirmedAt: row.confirmed_at }),
    parametersHash: row.parameters_hash,
    answer: answerIn(row.answer, `the claim on ${quote(row.device)}`),
  });
}

/** The row of a claim, in the order of {@link claimColumns}. */
export const claimRow = (claim: Claim) => [
  claim.deviceId,
  claim.certificateId,
  claim.publicKeyHash,
  claim.claimCertificateId,
  claim.template,
  claim.claimedAt,
  claim.leaseEndsAt,
  claim.confirmedAt ?? null,
  claim.parametersHash,
  JSON.stringify(claim.answer),
];

/** @throws PortError `STORE_CORRUPT` */
export function admissionIn(row: AdmissionRow): Admission {
  const { certificate: certificateId, bound_to, parameters_hash: parametersHash } = row;
  const admission = bound_to === null ? { certificateId } : { certificateId, boundTo: bound_to };
  if (parametersHash === null) return admission;
  const answer = answerIn(row.answer, whereOf(row));
  const deviceIds = idsIn(row.devices, whereOf(row));
  return { ...admission, committed: { parametersHash, answer, deviceIds } };
}

/**
 * Every device that a certificate ever claimed.
 *
 * @throws PortError `STORE_CORRUPT`
 */
export const everClaimed = (row: AdmissionRow): readonly string[] => [
  ...new Set([...idsIn(row.earlier_devices, whereOf(row)), ...idsIn(row.devices, whereOf(row))]),
];

const whereOf = ({ certificate }: AdmissionRow) => `the admission of ${certificate}`;

function idsIn(text: string | null, where: string): readonly string[] {
  const ids = parsed(text ?? '[]', where);
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return ids;
  throw corruptRow(`${where}: what it claimed is no list of ids`);
}

// As text, so that the names in it come back in their order, and the answer byte for byte.
function answerIn(text: string | null, where: string): StoredAnswer {
  const answer = parsed(text ?? '', where);
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) {
    return answer as StoredAnswer;
  }
  throw corruptRow(`${where}: "answer" is no object`);
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw corruptRow(`${where}: it is not JSON`, cause);
  }
}
