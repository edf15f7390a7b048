import { GangwayError } from '@gangway/core';

/** The member that Secrets Manager is told to fill, and the prefix of what it fills it with. */
const member = 'whsec';

/**
 * Keys of the hop in a text, as a secret, a file or a variable holds it: one on each line, a JSON array of them, or the object
 * with the one member `whsec` that Secrets Manager generates. It writes no base64; but letters and digits are base64 when their
 * number is a multiple of four, and 64 of them, evenly drawn, hold 64 × log2(62) = 381 bits, of which HMAC-SHA256 can use 256.
 *
 * Whether they are keys, whoever reads them sees.
 *
 * @throws GangwayError `HOP_KEYS_INVALID` where it begins like JSON and is none, or another; nothing of the text is in it
 * @see docs/hop.md
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 * @example keysInText('{"whsec":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"}'); // ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3']
 */
export function keysInText(text: string): readonly string[] {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return linesOf(trimmed);
  const parsed = parse(trimmed);
  return Array.isArray(parsed) ? parsed : [generatedKey(parsed as object)];
}

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function generatedKey(generated: object): string {
  const [entry, ...more] = Object.entries(generated);
  if (entry?.[0] === member && typeof entry[1] === 'string' && more.length === 0) {
    return `${member}_${entry[1]}`;
  }
  throw invalid(`An object has its key in its one member \`${member}\`, without \`${member}_\``);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not as the cause: the parser's message quotes the text.
    throw invalid('A text that begins like a list or an object is not JSON');
  }
}

const invalid = (why: string): GangwayError => new GangwayError('HOP_KEYS_INVALID', `${why}.`);
