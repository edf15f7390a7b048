import { anEvent } from '@gangway/testing';

type Parameters = Readonly<Record<string, string>>;

/** A text over as many parameters as it takes, named as a long one is. */
export function inParts(name: string, text: string): Parameters {
  const parts = text.match(/.{1,4096}/gs) ?? [];
  return Object.fromEntries(parts.map((part, at) => [at === 0 ? name : `${name}${at + 1}`, part]));
}

const longest = 8 * 4_096;
const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Texts in the place of a proof, whatever its kind. */
const texts: Readonly<Record<string, string>> = {
  'one letter': 'A'.repeat(longest),
  dots: '.'.repeat(longest),
  'octets that seem random': Buffer.from(
    Array.from({ length: 24_000 }, (_, at) => (at * 167) % 251),
  ).toString('base64'),
  'a JWS whose header is nested': `${base64url('['.repeat(16_000))}.e30.AA`,
  'a JWS whose header has thousands of members': `${base64url(`{${Array.from({ length: 2_000 }, (_, at) => `"a${at}":1,`).join('')}"alg":"RS256"}`)}.e30.AA`,
  'a JWS whose payload is nested': `${base64url('{"alg":"ES256","kid":"ec"}')}.${base64url('['.repeat(16_000))}.${'A'.repeat(86)}`,
  'a JWS with a signature of 20 kB': `${base64url('{"alg":"RS256","kid":"rsa"}')}.e30.${'A'.repeat(27_000)}`,
  'a token with a nonce of 4 kB': `gt1.k1.c.4102444800.${'A'.repeat(4_000)}.${'A'.repeat(43)}`,
  'a token with a long end': `gt1.k1.c.${'9'.repeat(4_000)}.AAAAAAAAAAAAAAAAAAAAAA.${'A'.repeat(43)}`,
};

/** Events with such a text as every proof, and one with as many parameters as there may be. */
export function hostileParameters(): Readonly<Record<string, unknown>> {
  const names = ['FactoryChain', 'FactoryProof', 'DeviceToken', 'SignedClaims'];
  const events: Record<string, unknown> = {};
  for (const [what, text] of Object.entries(texts)) {
    const parameters: Parameters = Object.assign({}, ...names.map((name) => inParts(name, text)));
    events[what] = anEvent({ parameters });
  }
  const many = Array.from({ length: 90 }, (_, at) => [`P${at}`, '\u{1f600}'.repeat(340)]);
  events['120 kB in ninety parameters'] = anEvent({ parameters: Object.fromEntries(many) });
  return events;
}
