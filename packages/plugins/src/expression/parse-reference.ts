import { ExpressionFault } from './expression-fault.js';

/** A name in a reference, and where it begins. */
export interface Step {
  readonly name: string;
  readonly at: number;
}

/** What stands between `${` and `}`. */
export interface Reference {
  /** The names, from the root on. */
  readonly steps: readonly [root: Step, ...fields: Step[]];
  /** As it is written. */
  readonly source: string;
  /** Where the text goes on behind it. */
  readonly end: number;
}

/** A name as it was read, and where the text goes on. */
interface Read extends Step {
  readonly end: number;
}

const plain = /[A-Za-z0-9_-]+/y;
// The alternatives begin differently, so that nothing is ever tried twice.
const quoted = /"((?:[^"\\]|\\["\\])*)"/y;

/**
 * Reads a reference: a root, then fields as `.name`, or as `["any name"]` for names with other characters; in quotes, `\"` is a
 * quote and `\\` a backslash.
 *
 * @param from behind the `${`
 * @throws ExpressionFault
 */
export function parseReference(text: string, from: number): Reference {
  const root = plainName(text, from);
  const fields: Read[] = [];
  let { end } = root;
  while (text[end] !== '}') {
    const field = text[end] === '.' ? plainName(text, end + 1) : bracketedName(text, end);
    fields.push(field);
    end = field.end;
  }
  return { steps: [root, ...fields], source: text.slice(from, end), end: end + 1 };
}

function plainName(text: string, at: number): Read {
  plain.lastIndex = at;
  const [name] = plain.exec(text) ?? [];
  if (name === undefined) throw expected(text, at, 'a name of letters, digits, "_" and "-"');
  return { name, at, end: at + name.length };
}

function bracketedName(text: string, at: number): Read {
  if (text[at] !== '[') throw expected(text, at, '".", "[" or "}"');
  const from = at + 1;
  if (text[from] !== '"') throw expected(text, from, 'a name in double quotes');
  quoted.lastIndex = from;
  const [whole, inner] = quoted.exec(text) ?? [];
  if (whole === undefined || inner === undefined) {
    throw new ExpressionFault(from, 'a name whose closing quote is missing, or with a lone "\\"');
  }
  const close = from + whole.length;
  if (text[close] !== ']') throw expected(text, close, '"]"');
  return { name: inner.replace(/\\(["\\])/g, '$1'), at: from, end: close + 1 };
}

function expected(text: string, at: number, what: string): ExpressionFault {
  const found = text.codePointAt(at);
  const instead =
    found === undefined ? 'the text ends' : `not ${JSON.stringify(String.fromCodePoint(found))}`;
  return new ExpressionFault(at, `${what} is expected, ${instead}`);
}
