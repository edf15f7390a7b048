import type { RegisteredCertificate } from '@gangway/core';
import type { PacedCalls } from './paced-calls.js';
import { readRegistered } from './registered-certificate.js';
import type { RegistryFault } from './registry-fault.js';

/** What a server may answer; nothing of it is certain. */
type Answer = Readonly<Record<string, unknown>>;

/**
 * Reads what the account knows of a certificate, fresh from AWS IoT. Its PEM comes with every answer and is left there.
 *
 * @throws PortError unavailable, for an answer that makes no sense
 */
export async function readCertificate(
  id: string,
  calls: Pick<PacedCalls, 'describeCertificate'>,
  fault: RegistryFault,
): Promise<RegisteredCertificate | undefined> {
  const answer = (await calls.describeCertificate(id)) as Answer | undefined;
  if (answer === undefined) return undefined;
  const described = (answer.certificateDescription ?? {}) as Answer;
  const certificate = readRegistered(id, {
    certificateId: described.certificateId,
    status: described.status,
    caCertificateId: described.caCertificateId ?? undefined,
    certificateMode: described.certificateMode ?? undefined,
    createdAt: momentOf(described.creationDate),
    ownerAccount: described.ownedBy ?? undefined,
    validity: validityOf(described.validity),
  });
  if (typeof certificate !== 'string') return certificate;
  throw fault(
    'unavailable',
    `DescribeCertificate: the answer about ${id} is malformed: ${certificate}`,
  );
}

/** Milliseconds since 1970; `NaN` for what is there and no date. */
function momentOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return value instanceof Date ? value.getTime() : Number.NaN;
}

/** Of a span that is there, both ends must be, so one that lacks an end is as wrong as one that is no date. */
function validityOf(value: unknown): object | undefined {
  if (value === undefined || value === null) return undefined;
  const { notBefore, notAfter } = value as Answer;
  return Object.freeze({ notBefore: momentOf(notBefore), notAfter: momentOf(notAfter) });
}
