import fc from 'fast-check';

/**
 * Bytes with one to three of them changed, added or taken away.
 *
 * @example
 * fc.sample(mutationsOf(Buffer.from('DER')), 3).length; // 3
 */
export function mutationsOf(bytes: Buffer): fc.Arbitrary<Buffer> {
  const step = fc.record({
    kind: fc.constantFrom('flip', 'set', 'insert', 'delete', 'double'),
    at: fc.nat(bytes.length - 1),
    value: fc.nat(255),
  });
  return fc
    .array(step, { minLength: 1, maxLength: 3 })
    .map((steps) => steps.reduce(mutate, Buffer.from(bytes)));
}

function mutate(
  bytes: Buffer<ArrayBuffer>,
  step: { readonly kind: string; readonly at: number; readonly value: number },
): Buffer<ArrayBuffer> {
  const at = Math.min(step.at, Math.max(bytes.length - 1, 0));
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at + 1);
  const old = bytes[at] ?? 0;
  switch (step.kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([old ^ (1 << (step.value % 8))]), after]);
    case 'set':
      return Buffer.concat([before, Buffer.from([step.value]), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from([step.value, old]), after]);
    case 'double':
      return Buffer.concat([before, Buffer.from([old, old]), after]);
    default:
      return Buffer.concat([before, after]);
  }
}

/**
 * Every text that differs from this one in one bit of one of its characters, the eighth bit included: what a signed text
 * must never be accepted as.
 *
 * @param text of characters that are one octet each
 * @example
 * [...bitFlipsOf('a')].length; // 8
 */
export function* bitFlipsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
      yield text.slice(0, at) + flipped + text.slice(at + 1);
    }
  }
}
