import { contextValues, type PolicyContext } from './policy-context.js';

/** A piece of a pattern: text to the letter, a variable, or a wildcard. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string }
  | { readonly kind: 'many' }
  | { readonly kind: 'one' };

/** An ARN or a value of a policy, with `*`, `?` and `${…}` in it, taken apart once. */
export type PolicyPattern = readonly Piece[];

// A name has no `$` in it but as `${$}`: else each `${` that is never closed would be looked for to the end of the text.
const token = /\$\{(\$|[^$}]*)\}|\*|\?/g;

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const escapes = new Set(['*', '?', '$']);

/**
 * Takes a pattern apart.
 *
 * MQTT's own wildcards `+` and `#` are plain characters in a policy.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html
 * @example toPattern('arn:aws:iot:us-east-1:123456789012:client/${iot:ClientId}')
 */
export function toPattern(source: string): PolicyPattern {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of source.matchAll(token)) {
    if (match.index > from) pieces.push({ kind: 'text', text: source.slice(from, match.index) });
    pieces.push(toPiece(match[0], match[1]));
    from = match.index + match[0].length;
  }
  if (from < source.length) pieces.push({ kind: 'text', text: source.slice(from) });
  return pieces;
}

function toPiece(found: string, key: string | undefined): Piece {
  if (key === undefined) return { kind: found === '*' ? 'many' : 'one' };
  return escapes.has(key) ? { kind: 'text', text: key } : { kind: 'variable', key };
}

/**
 * Whether a text is what the pattern says; `undefined` where the pattern has a variable without exactly one value. A value
 * stands for itself: a `*` in a client id is no wildcard.
 *
 * @example matches(toPattern('topic/${iot:ClientId}/*'), 'topic/SN-0001/state', { clientId: 'SN-0001' }); // true
 */
export function matches(
  pattern: PolicyPattern,
  text: string,
  context: PolicyContext,
): boolean | undefined {
  const symbols: Symbols = [];
  for (const piece of pattern) {
    if (piece.kind === 'many' || piece.kind === 'one') {
      symbols.push(piece.kind);
      continue;
    }
    const value = piece.kind === 'text' ? piece.text : soleValue(piece.key, context);
    if (value === undefined) return undefined;
    for (const unit of value.split('')) symbols.push({ unit });
  }
  return matchSymbols(symbols, text);
}

function soleValue(key: string, context: PolicyContext): string | undefined {
  const values = contextValues(key, context);
  return values?.length === 1 ? values[0] : undefined;
}

type Symbols = ('many' | 'one' | { readonly unit: string })[];

/** The two-pointer match of wildcards: time in the product of both lengths, where a regular expression's could be exponential. */
function matchSymbols(symbols: Symbols, text: string): boolean {
  let at = 0;
  let symbol = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = symbols[symbol];
    if (current === 'many') {
      star = symbol++;
      starAt = at;
    } else if (current === 'one' || (current !== undefined && current.unit === text[at])) {
      symbol++;
      at++;
    } else if (star !== -1) {
      symbol = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (symbols[symbol] === 'many') symbol++;
  return symbol === symbols.length;
}
