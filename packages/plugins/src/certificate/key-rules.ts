import { type Certificate, type Deny, deny } from '@gangway/core';
import * as v from 'valibot';

// NIST SP 800-131A: RSA under 2,048 bits is no longer allowed. The ceiling is what 16 kB of PEM can hold with room.
const bits = v.pipe(v.number(), v.integer(), v.minValue(2_048), v.maxValue(16_384));

export const keyOptions = {
  /** Fewest bits of an RSA modulus; `false` allows no RSA key. */
  rsaBits: v.optional(v.union([bits, v.literal(false)], 'is false or 2048 to 16384'), 2_048),
  /** Most bits of an RSA modulus. */
  rsaBitsMax: v.optional(bits, 4_096),
  /** Curves of EC keys; an empty list allows no EC key. */
  curves: v.optional(v.array(v.picklist(['P-256', 'P-384', 'P-521'])), ['P-256', 'P-384']),
  /** Whether Ed25519 keys are allowed; AWS IoT itself takes none. */
  ed25519: v.optional(v.boolean(), false),
};

export interface KeyRules {
  readonly rsaBits: number | false;
  readonly rsaBitsMax: number;
  readonly curves: readonly string[];
  readonly ed25519: boolean;
}

/** What contradicts itself in the rules, if anything does. */
export function faultInKeyRules({ rsaBits, rsaBitsMax, curves, ed25519 }: KeyRules) {
  if (rsaBits === false && curves.length === 0 && !ed25519) return 'no kind of key is allowed';
  return rsaBits !== false && rsaBits > rsaBitsMax ? 'rsaBits is over rsaBitsMax' : undefined;
}

export function judgeKey(rules: KeyRules, { publicKey }: Certificate): Deny | undefined {
  switch (publicKey.kind) {
    case 'RSA':
      return judgeRsa(rules, publicKey);
    case 'EC':
      return rules.curves.includes(publicKey.curve)
        ? undefined
        : notAllowed(`EC on ${publicKey.curve}; allowed: ${rules.curves.join(', ') || 'none'}`);
    case 'Ed25519':
      return rules.ed25519 ? undefined : notAllowed('Ed25519');
    default:
      return notAllowed(`a key of algorithm ${publicKey.algorithm}`);
  }
}

function judgeRsa(
  { rsaBits, rsaBitsMax }: KeyRules,
  { bits: size, exponent }: { readonly bits: number; readonly exponent: bigint },
): Deny | undefined {
  if (rsaBits === false) return notAllowed('RSA');
  if (!(size >= rsaBits && size <= rsaBitsMax)) {
    return notAllowed(`RSA of ${size} bits; allowed: ${rsaBits} to ${rsaBitsMax}`);
  }
  // FIPS 186-5 section 5.4: the exponent is odd and over 2^16; an even or small one is broken or breakable.
  return exponent >= 65_537n && exponent % 2n === 1n
    ? undefined
    : notAllowed('RSA with an exponent that is even or under 65537');
}

const notAllowed = (detail: string) => deny('CERTIFICATE_KEY_NOT_ALLOWED', detail);
