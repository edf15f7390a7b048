import { createHmac, type KeyObject } from 'node:crypto';
import { bindingLetters, type DeviceToken } from './token-text.js';

/** What a token says, and what it stands for without saying it. */
export type TokenClaims = Omit<DeviceToken, 'mac'> & {
  readonly serialNumber: string;
  /** SHA-256 in lowercase hex: of the certificate, or of its SubjectPublicKeyInfo. */
  readonly boundTo: string;
};

/**
 * HMAC-SHA256 over all that a token stands for, a line each. No part can hold a line feed (the serial number's text is held to
 * that, every other part has digits and letters of its own), so two different claims are two different messages.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc2104
 */
export function tokenMac(deviceKey: KeyObject, claims: TokenClaims): Buffer {
  const { keyId, serialNumber, binding, boundTo, expiresAt, nonce } = claims;
  const lines = [
    'gangway-device-token-v1',
    keyId,
    serialNumber,
    bindingLetters[binding],
    boundTo,
    expiresAt,
    nonce,
  ];
  return createHmac('sha256', deviceKey).update(lines.join('\n')).digest();
}
