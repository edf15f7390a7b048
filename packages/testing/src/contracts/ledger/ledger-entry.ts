import type { Intent, LedgerEntry, ProvisioningRequest, StoredAnswer } from '@gangway/core';

/** What may differ from the entry that {@link entryOf} makes by itself. */
export interface EntryOptions {
  readonly answer?: StoredAnswer;
  readonly parametersHash?: string;
  /** Names the public key; each certificate has its own unless given. */
  readonly key?: string;
}

/** A short name as 64 hex digits. */
export const idOf = (name: string): string => Buffer.from(name).toString('hex').padStart(64, '0');

/** An entry of one certificate; of its request the ledger reads identifiers only. */
export function entryOf(
  name: string,
  intents: readonly Intent[],
  { key = name, ...more }: EntryOptions = {},
): LedgerEntry {
  const certificateId = idOf(name);
  return {
    certificateId,
    parametersHash: '0'.repeat(64),
    intents,
    answer: {},
    request: {
      certificateId,
      claimCertificateId: 'c'.repeat(64),
      certificate: { publicKeyHash: idOf(`key of ${key}`) },
      template: { name: 'first-fleet' },
      parameters: {},
    } as unknown as ProvisioningRequest,
    ...more,
  };
}
