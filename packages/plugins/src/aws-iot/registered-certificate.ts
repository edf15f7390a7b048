import { certificateStatuses, isCertificateId, type RegisteredCertificate } from '@gangway/core';
import { isMoment, optional, type Rule, readAnswer } from '../answer/read-answer.js';

const statuses: readonly unknown[] = certificateStatuses;
const modes: readonly unknown[] = ['DEFAULT', 'SNI_ONLY'];

const isAccount: Rule = (value) => typeof value === 'string' && /^\d{12}$/.test(value);
const isValidity: Rule = (value) => {
  const { notBefore, notAfter } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isMoment(notBefore) && isMoment(notAfter);
};

const rules: readonly (readonly [string, Rule])[] = [
  ['certificateId', isCertificateId],
  // A status that is not known here may well be one that connects, or one that must not.
  ['status', (value) => statuses.includes(value)],
  // What is there and no id is not taken for "no CA": that is what AWS IoT's own certificates have.
  ['caCertificateId', optional(isCertificateId)],
  ['certificateMode', optional((value) => modes.includes(value))],
  ['createdAt', optional(isMoment)],
  ['ownerAccount', optional(isAccount)],
  ['validity', optional(isValidity)],
];

/**
 * An answer as the certificate that was asked for, frozen; what it holds beyond that, such as the PEM, is left out.
 *
 * @returns the certificate, or what is not what it must be
 */
export function readRegistered(id: string, answer: unknown): RegisteredCertificate | string {
  const read = readAnswer(answer, rules);
  if (typeof read === 'string') return read;
  return read.certificateId === id
    ? (Object.freeze(read) as unknown as RegisteredCertificate)
    : 'another certificate';
}
