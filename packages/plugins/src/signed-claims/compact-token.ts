import { decodeBase64url } from '../proof/base64.js';
import { quote } from '../text/quote.js';
import type { SignatureAlgorithm } from './algorithms.js';
import { type JsonObject, readJsonObject } from './json-object.js';
import { ClaimsRefusal, malformed } from './refusal.js';

/** A token whose header was read and whose signature was not: nothing of it is true yet. */
export interface CompactToken {
  readonly text: string;
  readonly algorithm: SignatureAlgorithm;
  readonly kid?: string;
  /** The octets that the claims set is written in. */
  readonly payload: Buffer;
}

export interface HeaderRules {
  readonly algorithms: readonly SignatureAlgorithm[];
  /** The `typ` that must be there; unless given, `JWT` or none. */
  readonly typ?: string | undefined;
}

const kidLength = 256;

/**
 * Takes a compact JWS apart (RFC 7515 section 7.1). The base64url is held to its one way of writing before any library sees
 * it: most decoders, jose's among them, pass over white space and over the bits that the last character has to spare.
 *
 * @throws ClaimsRefusal
 */
export function readCompactToken(text: string, rules: HeaderRules): CompactToken {
  const [protectedHeader, payload, signature, ...more] = text
    .split('.', 4)
    .map((part) => (part === '' ? undefined : decodeBase64url(part)));
  if (!protectedHeader || !payload || !signature || more.length > 0) {
    throw malformed(`${text.length} characters that are not three parts in base64url`);
  }
  const header = readJsonObject(protectedHeader, 'header');
  const algorithm = algorithmOf(header, rules.algorithms);
  checkHeader(header, rules.typ);
  const { kid } = header;
  if (kid === undefined) return { text, algorithm, payload };
  if (typeof kid !== 'string' || kid === '' || kid.length > kidLength) {
    throw malformed(`the header's kid is not a text of 1 to ${kidLength} characters`);
  }
  return { text, algorithm, kid, payload };
}

function algorithmOf(
  { alg }: JsonObject,
  allowed: readonly SignatureAlgorithm[],
): SignatureAlgorithm {
  if (typeof alg !== 'string') throw malformed('the header names no algorithm');
  const algorithm = allowed.find((name) => name === alg);
  if (algorithm !== undefined) return algorithm;
  throw new ClaimsRefusal(
    'SIGNED_CLAIMS_ALGORITHM_NOT_ALLOWED',
    `${quote(alg)} is not one of ${allowed.join(', ')}`,
  );
}

// `jku`, `x5u`, `jwk` and `x5c` bring a key or tell where one is; a token does not say by which key it is to be believed
// (RFC 8725 section 3.10), so they are left alone like every member that is not known.
function checkHeader({ typ, crit }: JsonObject, wanted: string | undefined): void {
  // RFC 7515 section 4.1.11: what is critical must be understood, and there is nothing here that is.
  if (crit !== undefined) throw notAllowed('the header has critical members');
  if (wanted === undefined && typ === undefined) return;
  if (typeof typ === 'string' && mediaType(typ) === mediaType(wanted ?? 'JWT')) return;
  const given = typeof typ === 'string' ? quote(typ) : 'no text';
  throw notAllowed(`typ is ${given}, not ${quote(wanted ?? 'JWT')}`);
}

/** RFC 7515 section 4.1.9: `application/` may be left out; media types are compared without regard to case. */
const mediaType = (typ: string): string =>
  (typ.includes('/') ? typ : `application/${typ}`).toLowerCase();

const notAllowed = (detail: string) =>
  new ClaimsRefusal('SIGNED_CLAIMS_HEADER_NOT_ALLOWED', detail);
