import {
  type Claim,
  type CommitPlan,
  type Intent,
  type LedgerEntry,
  type LedgerState,
  type ProvisioningRequest,
  planCommit,
} from '@gangway/core';

export const now = Date.UTC(2030, 0, 1, 12);

/** An entry of one certificate; `key` names its public key. */
export const entryOf = (
  certificateId: string,
  intents: readonly Intent[] = [],
  { key = certificateId, parametersHash = 'p', answer = {} as LedgerEntry['answer'] } = {},
): LedgerEntry => ({
  certificateId,
  parametersHash,
  intents,
  answer,
  request: {
    certificateId,
    claimCertificateId: 'claim-certificate',
    certificate: { publicKeyHash: `key of ${key}` },
    template: { name: 'first-fleet' },
  } as unknown as ProvisioningRequest,
});

/** A claim of the certificate "holder", made a minute ago for an hour. */
export const claimBy = (certificateId: string, more: Partial<Claim> = {}): Claim => ({
  deviceId: 'd1',
  certificateId,
  publicKeyHash: `key of ${certificateId}`,
  claimCertificateId: 'claim-certificate',
  template: 'first-fleet',
  claimedAt: now - 60_000,
  leaseEndsAt: now + 3_540_000,
  parametersHash: 'p',
  answer: {},
  ...more,
});

interface Written extends Pick<LedgerState, 'admission' | 'lastPresenceAt'> {
  readonly claims?: readonly Claim[];
  readonly states?: Readonly<Record<string, ReturnType<LedgerState['stateOf']>>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly nonces?: Readonly<Record<string, number>>;
}

/** What a store holds; all that is not given is not there. */
export const stateWith = ({
  claims = [],
  states = {},
  counts = {},
  nonces = {},
  ...more
}: Written = {}): LedgerState => ({
  ...more,
  claimOn: (deviceId) => claims.find((claim) => claim.deviceId === deviceId),
  stateOf: (deviceId) => states[deviceId],
  counted: (counter) => counts[counter] ?? 0,
  spentUntil: (nonce) => nonces[nonce],
});

/** The plan of intents that do not contradict each other. */
export function planOf(intents: readonly Intent[], at = now): CommitPlan {
  const plan = planCommit(intents, at);
  if ('kind' in plan) throw new Error(`${plan.code}: ${plan.detail}`);
  return plan;
}
