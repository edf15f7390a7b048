import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { pointerTo } from '../pointer.js';

/** Where the values of a JSON text stand in it. */
export interface TextMap {
  /** Where the value of a JSON Pointer begins, with its key where it has one; of what is not there, the nearest above it. */
  positionOf(at: string): Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

// A template has some ten levels; the parser calls itself for each, and Node has room for some thousands.
const depthLimit = 200;

/** Takes any text: of one that is no JSON, the whole is where the first thing is wrong. */
export function createTextMap(text: string): TextMap {
  const errors: ParseError[] = [];
  const options = { disallowComments: true, allowTrailingComma: false };
  const root = depthOf(text) > depthLimit ? undefined : parseTree(text, errors, options);
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), endOf)];
  const offsets = new Map<string, number>();
  const position = (offset: number): Position => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  const note = (node: Node, at: string, offset: number) => {
    // Of a doubled key the last is noted, which is the one that counts for `JSON.parse`.
    offsets.set(at, offset);
    for (const child of membersOf(node)) {
      note(child.node, pointerTo(at, child.name), child.offset);
    }
  };
  if (root !== undefined) note(root, '', root.offset);
  const [wrong] = errors;
  if (wrong !== undefined) offsets.set('', wrong.offset);
  return Object.freeze({
    positionOf: (at: string) => position(nearest(offsets, at)),
  });
}

// The parser's `SyntaxKind`, a const enum: modules that are compiled one by one cannot read it.
const syntax = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

const steps = new Map([
  [syntax.openBrace, 1],
  [syntax.openBracket, 1],
  [syntax.closeBrace, -1],
  [syntax.closeBracket, -1],
]);

function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let [depth, deepest] = [0, 0];
  for (let token: number = scanner.scan(); token !== syntax.end; token = scanner.scan()) {
    depth += steps.get(token) ?? 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const endOf = ({ index, 0: found }: RegExpMatchArray): number => (index ?? 0) + found.length;

interface Member {
  readonly name: string;
  readonly node: Node;
  readonly offset: number;
}

function membersOf({ type, children = [] }: Node): readonly Member[] {
  if (type === 'array') {
    return children.map((node, index) => ({ name: String(index), node, offset: node.offset }));
  }
  return children.flatMap(({ offset, children: [key, node] = [] }) =>
    key === undefined || node === undefined ? [] : [{ name: String(key.value), node, offset }],
  );
}

function nearest(offsets: ReadonlyMap<string, number>, at: string): number {
  const offset = offsets.get(at);
  if (offset !== undefined || at === '') return offset ?? 0;
  return nearest(offsets, at.slice(0, at.lastIndexOf('/')));
}
