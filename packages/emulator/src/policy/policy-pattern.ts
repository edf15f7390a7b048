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
  const parts = resolved(pattern, context);
  return parts && matchParts(parts, text);
}

/** What is left when each variable is its value. */
type Part = Exclude<Piece, { readonly kind: 'variable' }>;

function resolved(pattern: PolicyPattern, context: PolicyContext): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const piece of pattern) {
    if (piece.kind !== 'variable') {
      parts.push(piece);
      continue;
    }
    const text = soleValue(piece.key, context);
    if (text === undefined) return undefined;
    parts.push({ kind: 'text', text });
  }
  return parts;
}

function soleValue(key: string, context: PolicyContext): string | undefined {
  const values = contextValues(key, context);
  return values?.length === 1 ? values[0] : undefined;
}

/** The two-pointer match of wildcards: time in the product of both lengths, where a regular expression's could be exponential. */
function matchParts(parts: readonly Part[], text: string): boolean {
  let at = 0;
  let part = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length || part < parts.length) {
    const current = parts[part];
    if (current?.kind === 'many') {
      star = part++;
      starAt = at;
      continue;
    }
    const length = current === undefined ? undefined : lengthAt(current, text, at);
    if (length !== undefined) {
      part++;
      at += length;
    } else if (star !== -1 && starAt < text.length) {
      part = star + 1;
      at = ++starAt;
    } else return false;
  }
  return true;
}

/** How much of the text, from there on, is that part; `undefined` where it is another. */
function lengthAt(part: Exclude<Part, { kind: 'many' }>, text: string, at: number) {
  if (part.kind === 'one') return at < text.length ? 1 : undefined;
  return text.startsWith(part.text, at) ? part.text.length : undefined;
}
