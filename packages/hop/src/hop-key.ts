import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { GangwayError } from '@gangway/core';

/** A key of the hop, ready for use, with the one for replies that is derived from it. */
export interface HopKey {
  readonly call: KeyObject;
  readonly reply: KeyObject;
}

const prefix = 'whsec_';
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// Standard Webhooks: between 24 and 64 octets.
const least = 24;
const most = 64;

/**
 * Reads a key as Standard Webhooks writes it: `whsec_`, and base64 of 24 to 64 octets. Replies get a key of their own, by
 * HKDF (RFC 5869), so that the signature of a request can never pass for that of a reply.
 *
 * @throws GangwayError `HOP_KEY_INVALID`; its text never holds the key
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @example const key = readHopKey(hopKey);
 */
export function readHopKey(text: unknown): HopKey {
  if (typeof text !== 'string' || !text.startsWith(prefix)) {
    throw invalid(`it does not begin with ${prefix}`);
  }
  const encoded = text.slice(prefix.length);
  if (!base64.test(encoded)) throw invalid(`what follows ${prefix} is not base64 with its padding`);
  const octets = Buffer.from(encoded, 'base64');
  if (octets.toString('base64') !== encoded) {
    throw invalid('its base64 has bits that belong to no octet');
  }
  if (octets.length < least || octets.length > most) {
    throw invalid(`it has ${octets.length} octets, and ${least} to ${most} are asked for`);
  }
  const reply = hkdfSync('sha256', octets, new Uint8Array(), 'gangway/hop/reply/v1', 32);
  return Object.freeze({
    call: createSecretKey(octets),
    reply: createSecretKey(Buffer.from(reply)),
  });
}

const invalid = (why: string): GangwayError =>
  new GangwayError(
    'HOP_KEY_INVALID',
    `A key of the hop cannot be used: ${why}. \`gangway keys hop\` makes one.`,
  );
