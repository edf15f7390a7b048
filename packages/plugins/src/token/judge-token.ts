import { sameOctets } from '@gangway/core';
import { writeMoment } from '../text/moment.js';
import { quote } from '../text/quote.js';
import { deriveDeviceKey } from './device-key.js';
import type { KeyRing } from './key-ring.js';
import { faultInSerial } from './serial-number.js';
import { tokenMac } from './token-mac.js';
import { type DeviceToken, parseToken, type TokenBinding } from './token-text.js';

/** Whom a token is asked about, and when. */
export interface TokenSubject {
  readonly serialNumber: string;
  /** SHA-256 of the device's certificate, lowercase hex. */
  readonly certificateId: string;
  /** SHA-256 of the certificate's SubjectPublicKeyInfo, lowercase hex. */
  readonly publicKeyHash: string;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
}

export interface TokenRules {
  readonly bindings: readonly TokenBinding[];
  readonly maxLifetimeSeconds: number;
  readonly clockSkewSeconds: number;
}

/** What holds unless an option says otherwise. */
export const defaultRules: TokenRules = Object.freeze({
  bindings: Object.freeze(['certificate', 'public-key'] as const),
  maxLifetimeSeconds: 3_600,
  clockSkewSeconds: 60,
});

export type TokenRefusalCode =
  | 'DEVICE_TOKEN_SERIAL_INVALID'
  | 'DEVICE_TOKEN_MALFORMED'
  | 'DEVICE_TOKEN_BINDING_NOT_ALLOWED'
  | 'DEVICE_TOKEN_KEY_UNKNOWN'
  | 'DEVICE_TOKEN_WRONG'
  | 'DEVICE_TOKEN_EXPIRED'
  | 'DEVICE_TOKEN_LIFETIME_TOO_LONG';

/** Whether the device has proven its identity, or why not. */
export type TokenVerdict =
  | { readonly kind: 'right'; readonly token: DeviceToken }
  | { readonly kind: 'wrong'; readonly code: TokenRefusalCode; readonly detail: string };

/**
 * Judges a token that was read. Its time is looked at last: only of a token that the device's key made does it say
 * anything, and an operator who reads "expired" knows a genuine device with a slow clock.
 */
export function judgeToken(
  token: DeviceToken,
  ring: KeyRing,
  subject: TokenSubject,
  rules: TokenRules,
): TokenVerdict {
  const { keyId, binding } = token;
  if (!rules.bindings.includes(binding)) {
    return wrong('DEVICE_TOKEN_BINDING_NOT_ALLOWED', `it is bound to the ${binding}`);
  }
  const batchKey = ring.get(keyId);
  if (batchKey === undefined) {
    return wrong('DEVICE_TOKEN_KEY_UNKNOWN', `there is no key ${quote(keyId)} in the ring`);
  }
  const { serialNumber } = subject;
  const boundTo = binding === 'certificate' ? subject.certificateId : subject.publicKeyHash;
  const deviceKey = deriveDeviceKey(batchKey, serialNumber);
  if (!sameOctets(token.mac, tokenMac(deviceKey, { ...token, serialNumber, boundTo }))) {
    return wrong(
      'DEVICE_TOKEN_WRONG',
      `not made with the key ${quote(keyId)} for ${quote(serialNumber)} and this ${binding}`,
    );
  }
  return judgeTime(token, subject.at, rules);
}

function judgeTime(token: DeviceToken, at: number, rules: TokenRules): TokenVerdict {
  const seconds = token.expiresAt - at / 1_000;
  const until = `until ${writeMoment(token.expiresAt * 1_000)}`;
  // Asked as "is it inside": a time that is NaN is neither before nor after anything.
  if (!(seconds >= -rules.clockSkewSeconds)) return wrong('DEVICE_TOKEN_EXPIRED', until);
  if (!(seconds <= rules.maxLifetimeSeconds + rules.clockSkewSeconds)) {
    return wrong(
      'DEVICE_TOKEN_LIFETIME_TOO_LONG',
      `${until}, in ${Math.ceil(seconds)} s, at most ${rules.maxLifetimeSeconds}`,
    );
  }
  return { kind: 'right', token };
}

/**
 * Whether a token proves that this device asks, with this certificate, now: what the plugin asks, for calls without a hook.
 *
 * @param rules as the plugin's options; its defaults unless given
 * @example
 * const ring = parseKeyRing('{"keys":{"2026-a":"q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=" }}');
 * const subject = { serialNumber: 'SN-0001', certificateId: 'aa'.repeat(32), publicKeyHash: 'bb'.repeat(32), at: 0 };
 * verifyDeviceToken('no token', ring, subject).kind; // 'wrong'
 */
export function verifyDeviceToken(
  text: string,
  ring: KeyRing,
  subject: TokenSubject,
  rules: TokenRules = defaultRules,
): TokenVerdict {
  const fault = faultInSerial(subject.serialNumber);
  if (fault !== undefined) return wrong('DEVICE_TOKEN_SERIAL_INVALID', fault);
  const token = parseToken(text);
  return token === undefined
    ? wrong('DEVICE_TOKEN_MALFORMED', notAToken(text))
    : judgeToken(token, ring, subject, rules);
}

export const notAToken = (text: string): string => `${text.length} characters that are no token`;

const wrong = (code: TokenRefusalCode, detail: string): TokenVerdict => ({
  kind: 'wrong',
  code,
  detail,
});
