import fc from 'fast-check';

/** DER as a tree: what is edited in it is written again with lengths that are right, and so reaches what reads it. */
interface Tree {
  readonly tag: number;
  readonly content: Buffer | readonly Tree[];
}

function parse(bytes: Buffer): readonly Tree[] {
  const trees: Tree[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const from = at + 2 + (first > 0x80 ? first & 0x7f : 0);
    const length = first < 0x80 ? first : bytes.readUIntBE(at + 2, first & 0x7f);
    const content = bytes.subarray(from, from + length);
    trees.push({ tag, content: (tag & 0x20) === 0 ? content : parse(content) });
    at = from + length;
  }
  return trees;
}

function write(trees: readonly Tree[]): Buffer {
  return Buffer.concat(
    trees.flatMap(({ tag, content }) => {
      const body = Buffer.isBuffer(content) ? content : write(content);
      const length =
        body.length < 0x80
          ? [body.length]
          : body.length < 0x100
            ? [0x81, body.length]
            : [0x82, body.length >> 8, body.length & 0xff];
      return [Buffer.from([tag, ...length]), body];
    }),
  );
}

const edits = {
  drop: () => [],
  double: (tree: Tree) => [tree, tree],
  retag: (tree: Tree, value: number) => [{ ...tree, tag: value & ~0x1f ? value : tree.tag ^ 1 }],
  wrap: (tree: Tree, value: number) => [{ tag: value | 0x20, content: [tree] }],
  unwrap: ({ tag, content }: Tree) => (Buffer.isBuffer(content) ? [{ tag, content }] : content),
  empty: ({ tag }: Tree) => [{ tag, content: Buffer.alloc(0) }],
  lengthen: (tree: Tree, value: number) => [changed(tree, (old) => [...old, value])],
  shorten: (tree: Tree) => [changed(tree, (old) => old.slice(0, -1))],
  pad: (tree: Tree, value: number) => [changed(tree, (old) => [value & 0x80 ? 0xff : 0, ...old])],
} as const satisfies Record<string, (tree: Tree, value: number) => readonly Tree[]>;

const changed = ({ tag, content }: Tree, change: (old: readonly number[]) => number[]): Tree => ({
  tag,
  content: Buffer.isBuffer(content) ? Buffer.from(change([...content])) : content,
});

/** Edits the element of that number, counted in the order of the text. */
function edit(trees: readonly Tree[], at: number, change: (tree: Tree) => readonly Tree[]) {
  let left = at;
  const visit = (tree: Tree): readonly Tree[] => {
    left -= 1;
    if (left === -1) return change(tree);
    return Buffer.isBuffer(tree.content)
      ? [tree]
      : [{ ...tree, content: tree.content.flatMap(visit) }];
  };
  return trees.flatMap(visit);
}

const countOf = (trees: readonly Tree[]): number =>
  trees.reduce(
    (sum, { content }) => sum + 1 + (Buffer.isBuffer(content) ? 0 : countOf(content)),
    0,
  );

/** The same DER with one primitive element's content replaced, and every length around it right. */
export function withContent(der: Buffer, content: Buffer, replacement: Buffer): Buffer {
  const replace = (tree: Tree): Tree => {
    if (!Buffer.isBuffer(tree.content)) return { ...tree, content: tree.content.map(replace) };
    return tree.content.equals(content) ? { ...tree, content: replacement } : tree;
  };
  return write(parse(der).map(replace));
}

/**
 * Whether DER holds a primitive element of tag number 30 and of an odd number of octets. forge takes each for a BMPString,
 * whatever its class is, and cannot read half a character.
 */
export function isBeyondForge(der: Buffer): boolean {
  const isOdd = ({ tag, content }: Tree): boolean =>
    Buffer.isBuffer(content)
      ? (tag & 0x1f) === 0x1e && content.length % 2 === 1
      : content.some(isOdd);
  return parse(der).some(isOdd);
}

/** A DER text with one to three of its elements dropped, doubled, retagged, wrapped or changed in their content. */
export function editedDer(der: Buffer): fc.Arbitrary<Buffer> {
  const trees = parse(der);
  const step = fc.record({
    kind: fc.constantFrom(...(Object.keys(edits) as (keyof typeof edits)[])),
    at: fc.nat(countOf(trees) - 1),
    value: fc.nat(255),
  });
  return fc
    .array(step, { minLength: 1, maxLength: 3 })
    .map((steps) =>
      write(
        steps.reduce<readonly Tree[]>(
          (edited, { kind, at, value }) => edit(edited, at, (tree) => edits[kind](tree, value)),
          trees,
        ),
      ),
    );
}
