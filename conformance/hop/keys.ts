import { randomBytes } from 'node:crypto';

// The watch over what the tests let out, where there is one: see tools/canaries. It knows what becomes a key of `node:crypto`
// by itself, and not what is refused before, or goes to another process.
const watch: { secret(name: string, value: Uint8Array): void } | undefined = Reflect.get(
  globalThis,
  Symbol.for('@gangway/canaries'),
);

/** A key of the hop as text, drawn. */
export function newHopKey(): string {
  const octets = randomBytes(32);
  watch?.secret('key of the hop', octets);
  return `whsec_${octets.toString('base64')}`;
}
