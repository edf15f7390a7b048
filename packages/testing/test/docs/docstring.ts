const nextTag = /^@(example|param|returns|throws|see|remarks|deprecated|internal)\b/;

/** The `@example` blocks of a doc comment, as code. */
export function examplesIn(comment: string): readonly string[] {
  const lines = comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  const examples: string[][] = [];
  let open: string[] | undefined;
  let fenced = false;
  for (const line of lines) {
    const text = line.trimEnd();
    if (text.startsWith('```')) fenced = !fenced;
    else if (!fenced && nextTag.test(text.trimStart())) {
      open = startOf(text.trimStart());
      if (open !== undefined) examples.push(open);
    } else open?.push(text);
  }
  return examples.map((example) => example.join('\n').trim());
}

function startOf(line: string): string[] | undefined {
  return line.startsWith('@example') ? [line.slice('@example'.length)] : undefined;
}
