import { createHmac, type Hmac, type KeyObject } from 'node:crypto';
import { sameOctets } from '@gangway/core';
import type { HopKey } from './hop-key.js';
import type { HopSignature } from './read-signature.js';

/** What a signature covers. */
export interface Signed {
  readonly id: string;
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  /** The raw body, as it stands on the wire. */
  readonly body: string | Uint8Array;
}

/** The headers of a signed message. */
export interface HopHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * Signs a call with every key there is, so that it is taken by whoever has one of them: keys are rotated on either side
 * first.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @example
 * const headers = signCall([readHopKey(hopKey)], { id: newCallId('event', 4_320), timestamp: 1_893_456_000, body: '{}' });
 * headers['webhook-signature'].startsWith('v1,'); // true
 */
export const signCall = (keys: readonly HopKey[], signed: Signed): HopHeaders =>
  headersOf(
    signed,
    keys.map(({ call }) => call),
  );

/**
 * Signs a reply with the key of its direction.
 *
 * @param signed its id is the call's, which binds the reply to it
 * @example
 * const id = newCallId('event', 4_320);
 * const headers = signReply(readHopKey(hopKey), { id, timestamp: 1_893_456_000, body: '{}' });
 */
export const signReply = (key: HopKey, signed: Signed): HopHeaders =>
  headersOf(signed, [key.reply]);

/**
 * The key that a call was signed with, of those there are; `undefined` when none was. That it is young enough, and has not
 * come before, is for the caller to see to.
 *
 * @example
 * const keys = [readHopKey(hopKey)];
 * const headers = signCall(keys, { id: newCallId('event', 4_320), timestamp: 1_893_456_000, body: '{}' });
 * const signature = readSignature((name) => Object.entries(headers).filter(([key]) => key === name).map(([, value]) => value));
 * typeof signature === 'object' && verifyCall(keys, signature, '{}') === keys[0]; // true
 */
export const verifyCall = (
  keys: readonly HopKey[],
  signature: HopSignature,
  body: string | Uint8Array,
): HopKey | undefined => keys.find(({ call }) => isSignedWith(call, signature, body));

/**
 * Whether a reply was signed with one of these keys. That it is the reply to a certain call, its id tells.
 *
 * @example
 * const keys = [readHopKey(hopKey)];
 * const signature = { id: newCallId('event', 4_320), timestamp: 1_893_456_000, signatures: [new Uint8Array(32)] };
 * verifyReply(keys, signature, '{}'); // false
 */
export const verifyReply = (
  keys: readonly HopKey[],
  signature: HopSignature,
  body: string | Uint8Array,
): boolean => keys.some(({ reply }) => isSignedWith(reply, signature, body));

function isSignedWith(
  key: KeyObject,
  { id, timestamp, signatures }: HopSignature,
  body: string | Uint8Array,
): boolean {
  const expected = hmac(key, { id, timestamp, body }).digest();
  return signatures.some((signature) => sameOctets(signature, expected));
}

const headersOf = (signed: Signed, keys: readonly KeyObject[]): HopHeaders => ({
  'webhook-id': signed.id,
  'webhook-timestamp': String(signed.timestamp),
  'webhook-signature': keys.map((key) => `v1,${hmac(key, signed).digest('base64')}`).join(' '),
});

/** A text goes in at once: on the way of every request, each step into the library counts. */
function hmac(key: KeyObject, { id, timestamp, body }: Signed): Hmac {
  const head = `${id}.${timestamp}.`;
  const made = createHmac('sha256', key);
  return typeof body === 'string' ? made.update(head + body) : made.update(head).update(body);
}
