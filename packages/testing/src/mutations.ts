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
