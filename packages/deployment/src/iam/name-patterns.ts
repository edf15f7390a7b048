import type { ListExpression, Template, TextExpression } from '@gangway/template';

/** A name may be anything. */
const any = ['*'] as const;

/** Beyond so many, a list of names says no more than `*`, and a policy has no room for it. */
const mostNames = 16;

type Mappings = Template['mappings'];

/**
 * What a text of a template can come to, as IAM patterns: what the body says stands there, what a parameter says is `*`. It never
 * leaves out what the text can be.
 */
export function namePatterns(
  expression: TextExpression | undefined,
  mappings: Mappings,
): readonly string[] {
  if (expression === undefined) return any;
  const patterns = new Set(patternsOf(expression, mappings).map(plain));
  // `*` says all that others say.
  return patterns.has('*') || patterns.size > mostNames ? any : [...patterns].sort();
}

/** Those of all items of a list; of one whose items are not known, `*`. */
export const namePatternsOfAll = (list: ListExpression, mappings: Mappings): readonly string[] => {
  if (list.kind === 'split') return any;
  const patterns = new Set(list.items.flatMap((item) => namePatterns(item, mappings)));
  return patterns.has('*') ? any : [...patterns].sort();
};

function patternsOf(expression: TextExpression, mappings: Mappings): readonly string[] {
  switch (expression.kind) {
    case 'text':
      return [expression.text];
    case 'ref':
      return any;
    case 'join': {
      const { delimiter, parts } = expression;
      if (parts.kind === 'split') return any;
      return joined(
        parts.items.map((item) => patternsOf(item, mappings)),
        delimiter,
      );
    }
    case 'select': {
      const { from, index } = expression;
      if (from.kind === 'split') return any;
      const chosen = from.items.filter((_, at) => index.kind !== 'text' || index.text === `${at}`);
      return chosen.flatMap((item) => patternsOf(item, mappings));
    }
    case 'find-in-map':
      return valuesOf(expression, mappings);
    case 'sub':
      return joined(
        expression.pieces.map((piece) => {
          if (piece.kind === 'text') return [piece.text];
          const own = expression.variables[piece.name];
          return own === undefined ? any : patternsOf(own, mappings);
        }),
        '',
      );
  }
}

/** Every value that a mapping can give: where a key depends on parameters, those of all its keys. */
function valuesOf(
  { map, first, second }: Extract<TextExpression, { kind: 'find-in-map' }>,
  mappings: Mappings,
): readonly string[] {
  const maps = under(mappings, map);
  const rows = maps.flatMap((rowsOf) => under(rowsOf, first));
  return rows.flatMap((row) => under(row, second));
}

const under = <T>(members: Readonly<Record<string, T>>, key: TextExpression): readonly T[] =>
  Object.entries(members).flatMap(([name, member]) =>
    key.kind !== 'text' || key.text === name ? [member] : [],
  );

function joined(parts: readonly (readonly string[])[], delimiter: string): readonly string[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [''];
  return rest.reduce(
    (heads, tails) =>
      heads.length * tails.length > mostNames
        ? any
        : heads.flatMap((head) => tails.map((tail) => head + delimiter + tail)),
    first,
  );
}

/** Names of AWS IoT's have letters, digits and `: _ + = , . @ -`; whatever else stands in a text would mean something to IAM. */
const plain = (pattern: string): string =>
  pattern.replaceAll(/[^\w:+=,.@-]/g, '*').replaceAll(/\*+/g, '*');
