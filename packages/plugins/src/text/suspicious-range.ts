// An escape, or a bracketed class: a `]` that comes first in it is a member.
const classes = /\\.|\[(\^?)(\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*)\]/gsu;

const escaped = String.raw`\\(?:x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[pP]\{\^?\w+\}|[0-7]{1,3}|.)`;
const members = new RegExp(
  String.raw`\[:\^?[a-z]+:\]|(${escaped}|[^\\])-(${escaped}|[^\\])|${escaped}|[^\\]`,
  'gsu',
);

// All of printable ASCII is a range that people mean.
const idioms = new Set([' -~', '!-~']);

/**
 * Finds a range such as `:-_`, written by somebody who meant three characters: it takes `?`, `@`, `[` and every capital
 * letter too. Ranges within digits, within small and within capital letters, and ranges outside ASCII or written with
 * escapes, are taken for what they say.
 *
 * @param source a regular expression that compiles
 * @example suspiciousRange('([0-9A-F]{2}[:-_]?){6}') // ':-_'
 */
export function suspiciousRange(source: string): string | undefined {
  for (const [, , content] of source.matchAll(classes)) {
    if (content === undefined) continue;
    for (const [range, from, to] of content.matchAll(members)) {
      if (from === undefined || to === undefined || idioms.has(range)) continue;
      if (kindOf(from) !== kindOf(to) || kindOf(from) === 'sign') return range;
    }
  }
  return undefined;
}

function kindOf(character: string): 'digit' | 'small' | 'capital' | 'sign' | 'other' {
  if (/^[0-9]$/.test(character)) return 'digit';
  if (/^[a-z]$/.test(character)) return 'small';
  if (/^[A-Z]$/.test(character)) return 'capital';
  return /^[\x20-\x7e]$/.test(character) ? 'sign' : 'other';
}
