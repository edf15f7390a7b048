import { decode, encode } from 'cborg';
import { Rejection } from '../provisioning/rejection.js';

export type PayloadFormat = 'json' | 'cbor';

/** Deep enough for a signing request and parameters many times over; a hook's own limits are for the hook to keep. */
const depthAtMost = 16;

/**
 * Decodes what a device published. No payload at all is an empty object, as for `CreateKeysAndCertificate`.
 *
 * Objects have no prototype, so that a key `__proto__` is a key like the rest.
 *
 * @throws Rejection 400 `InvalidRequest`
 * @example decodePayload('json', Buffer.from('{"certificateOwnershipToken":"eyJ…"}'))
 */
export function decodePayload(format: PayloadFormat, payload: Uint8Array): unknown {
  if (payload.length === 0) return Object.create(null);
  try {
    return plain(format === 'json' ? parseJson(payload) : parseCbor(payload), depthAtMost);
  } catch (cause) {
    // The decoders' messages quote what they read: a token may be in it.
    const reason = `PAYLOAD_INVALID: not ${format.toUpperCase()}, or nested too deeply`;
    throw new Rejection(400, 'InvalidRequest', 'Request payload is invalid.', reason, { cause });
  }
}

/**
 * Encodes an answer.
 *
 * @example encodePayload('json', { thingName: 'SN-0001' }).toString(); // '{"thingName":"SN-0001"}'
 */
export function encodePayload(
  format: PayloadFormat,
  answer: Readonly<Record<string, unknown>>,
): Buffer {
  return format === 'json'
    ? Buffer.from(JSON.stringify(answer))
    : Buffer.from(encode(answer, { ignoreUndefinedProperties: true }));
}

const parseJson = (payload: Uint8Array): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));

const parseCbor = (payload: Uint8Array): unknown =>
  decode(payload, { useMaps: true, rejectDuplicateMapKeys: true });

/** Maps and objects become objects without prototypes, to a bounded depth. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (depth === 0) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((item) => plain(item, depth - 1));
  const record: Record<string, unknown> = Object.create(null);
  for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
    if (typeof key !== 'string') throw new TypeError('a key is no text');
    record[key] = plain(item, depth - 1);
  }
  return record;
}
