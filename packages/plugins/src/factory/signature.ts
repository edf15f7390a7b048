import { type KeyObject, sign, verify } from 'node:crypto';
import { type Certificate, publicKeyOf } from '@gangway/core';
import { cryptoInput, type ProofAlgorithm } from './proof-algorithms.js';

export function signMessage(algorithm: ProofAlgorithm, message: Buffer, key: KeyObject): Buffer {
  const { hash, input } = cryptoInput(algorithm, key);
  return sign(hash, message, input);
}

/**
 * Whether the key of a certificate has signed a message. The algorithm fits the key, and the key's size is held in bounds,
 * before this is asked.
 */
export function hasSigned(
  certificate: Certificate,
  algorithm: ProofAlgorithm,
  message: Buffer,
  signature: Buffer,
): boolean {
  try {
    const { hash, input } = cryptoInput(algorithm, publicKeyOf(certificate));
    return verify(hash, message, input, signature);
  } catch {
    // A key or signature that OpenSSL cannot take came from the device: it is a no, and no alarm.
    return false;
  }
}
