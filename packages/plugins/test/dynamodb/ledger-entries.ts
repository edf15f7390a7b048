import type { Intent, LedgerEntry, ProvisioningRequest } from '@gangway/core';

/** An entry of the certificate of this name. */
export function entry(
  name: string,
  intents: readonly Intent[],
  receivedAt = Date.now(),
): LedgerEntry {
  const certificateId = Buffer.from(name).toString('hex').padStart(64, '0');
  return {
    certificateId,
    parametersHash: '0'.repeat(64),
    intents,
    answer: { Site: { source: 'static', value: 'Oslo' } },
    request: {
      certificateId,
      claimCertificateId: 'c'.repeat(64),
      certificate: { publicKeyHash: `key of ${name}` },
      template: { name: 'first-fleet' },
      parameters: {},
      receivedAt,
    } as unknown as ProvisioningRequest,
  };
}

export const signal: AbortSignal = new AbortController().signal;

/** The code of what was thrown; `answered` where nothing was. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => String((error as { code?: unknown }).code),
  );
