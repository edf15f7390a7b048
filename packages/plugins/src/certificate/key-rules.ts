import { type Certificate, type Deny, deny } from '@gangway/core';
import * as v from 'valibot';

// NIST SP 800-131A: RSA under 2,048 bits is no longer allowed. The ceiling is what 16 kB of PEM can hold with room.
const bits = v.pipe(v.number(), v.integer(), v.minValue(2_048), v.maxValue(16_384));

/** FIPS 186-5 section 5.4: the exponent is odd and over 2^16; an even or small one is broken or breakable. */
const leastExponent = 65_537;

const exponent = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(leastExponent),
  v.check((value) => value % 2 === 1, 'is even, which no exponent is'),
);

export const keyOptions = {
  /** Fewest bits of an RSA modulus; `false` allows no RSA key. */
  rsaBits: v.optional(v.union([bits, v.literal(false)], 'is false or 2048 to 16384'), 2_048),
  /** Most bits of an RSA modulus. */
  rsaBitsMax: v.optional(bits, 4_096),
  /** Exponents that RSA keys may have; any that is odd and at least 65537 unless given. */
  rsaExponents: v.optional(
    v.pipe(v.array(exponent), v.minLength(1, 'at least one must be allowed')),
  ),
  /** Curves of EC keys; an empty list allows no EC key. */
  curves: v.optional(v.array(v.picklist(['P-256', 'P-384', 'P-521'])), ['P-256', 'P-384']),
  /** Whether Ed25519 keys are allowed; AWS IoT itself takes none. */
  ed25519: v.optional(v.boolean(), false),
};

export interface KeyRules {
  readonly rsaBits: number | false;
  readonly rsaBitsMax: number;
  readonly rsaExponents?: readonly number[] | undefined;
  readonly curves: readonly string[];
  readonly ed25519: boolean;
}

/** What contradicts itself in the rules, if anything does. */
export function faultInKeyRules({ rsaBits, rsaBitsMax, curves, ed25519, rsaExponents }: KeyRules) {
  if (rsaBits === false && curves.length === 0 && !ed25519) return 'no kind of key is allowed';
  if (rsaBits === false) {
    return rsaExponents === undefined
      ? undefined
      : 'rsaExponents are given, and no RSA key is allowed';
  }
  return rsaBits > rsaBitsMax ? 'rsaBits is over rsaBitsMax' : undefined;
}

/** A key as a certificate or a signing request has it. */
type Keyed = Pick<Certificate, 'publicKey'>;

/** Holds the key to its kind and size. */
export const keyRule =
  (rules: KeyRules) =>
  ({ certificate: { publicKey } }: { readonly certificate: Keyed }): Deny | undefined => {
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
  };

function judgeRsa(
  { rsaBits, rsaBitsMax, rsaExponents }: KeyRules,
  { bits: size, exponent: e }: { readonly bits: number; readonly exponent: bigint },
): Deny | undefined {
  if (rsaBits === false) return notAllowed('RSA');
  if (!(size >= rsaBits && size <= rsaBitsMax)) {
    return notAllowed(`RSA of ${size} bits; allowed: ${rsaBits} to ${rsaBitsMax}`);
  }
  if (!(e >= leastExponent && e % 2n === 1n)) {
    return notAllowed('RSA with an exponent that is even or under 65537');
  }
  // The list holds safe integers, and a larger exponent is rounded to none of those.
  return rsaExponents === undefined || rsaExponents.includes(Number(e))
    ? undefined
    : notAllowed(`RSA with another exponent; allowed: ${rsaExponents.join(', ')}`);
}

const notAllowed = (detail: string) => deny('CERTIFICATE_KEY_NOT_ALLOWED', detail);
