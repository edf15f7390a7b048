/** What the three headers of a signed message say, before anything of it is believed. */
export interface HopSignature {
  readonly id: string;
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  /** HMAC-SHA256, 32 octets each: one for each key that signed. */
  readonly signatures: readonly Uint8Array[];
}

/** Why there is no signature to verify: none of the headers is there, or they are not what they should be. */
export type SignatureFault = 'missing' | 'malformed';

// Also what keeps an id from holding a full stop, which stands between the parts of what is signed.
const idShape = /^[\w-]{1,128}$/;
const timestampShape = /^[1-9]\d{0,10}$/;
// 32 octets leave two bits of the last digit unused: they are nought, so that a signature has one text alone.
const signatureShape = /^v1,([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)$/;
const longest = 1_024;
const most = 8;

/**
 * Reads `webhook-id`, `webhook-timestamp` and `webhook-signature`. Each must be there once: a header that comes twice is
 * malformed, whatever a server makes of it on the way. So is a signature of another version than `v1`: the hop has no other.
 *
 * @param header all values of a header, by its name in lower case; none where it is absent
 * @example
 * readSignature(() => []); // 'missing'
 */
export function readSignature(
  header: (name: string) => readonly string[],
): HopSignature | SignatureFault {
  const ids = header('webhook-id');
  const timestamps = header('webhook-timestamp');
  const values = header('webhook-signature');
  if (ids.length + timestamps.length + values.length === 0) return 'missing';
  const [id] = ids;
  const [timestamp] = timestamps;
  const [value] = values;
  if (ids.length !== 1 || timestamps.length !== 1 || values.length !== 1) return 'malformed';
  if (id === undefined || !idShape.test(id)) return 'malformed';
  if (timestamp === undefined || !timestampShape.test(timestamp)) return 'malformed';
  const signatures = value === undefined ? undefined : readSignatures(value);
  return signatures === undefined ? 'malformed' : { id, timestamp: Number(timestamp), signatures };
}

function readSignatures(value: string): readonly Uint8Array[] | undefined {
  if (value.length > longest) return undefined;
  const signatures: Uint8Array[] = [];
  for (const part of value.split(' ')) {
    const [, encoded] = signatureShape.exec(part) ?? [];
    if (encoded === undefined) return undefined;
    signatures.push(Buffer.from(encoded, 'base64'));
  }
  return signatures.length > most ? undefined : signatures;
}
