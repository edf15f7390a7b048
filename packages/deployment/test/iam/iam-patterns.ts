import fc from 'fast-check';

/** Patterns over few letters, so that two of them often have to do with one another. */
export const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

/** Whether a text matches a pattern, by IAM's words: `*` any text, `?` any one letter. */
export const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);

/** Every text of up to so many letters; `c` stands for what no pattern names. */
export function textsUpTo(length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = textsUpTo(length - 1);
  return [
    ...shorter,
    ...shorter
      .filter((it) => it.length === length - 1)
      .flatMap((it) => ['a', 'b', 'c'].map((c) => it + c)),
  ];
}
