/** Whether a text with `*` for any characters and `?` for one can stand for more than itself. */
export const isPattern = (pattern: string): boolean => /[*?]/.test(pattern);

/** Whether such a pattern takes in a text. Greedy with one step back, so that no pattern makes it slow. */
export function takesIn(pattern: string, text: string): boolean {
  let [at, of] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < text.length) {
    const sign = pattern[of];
    if (sign === '*') {
      [star, resume] = [of, at];
      of += 1;
    } else if (sign === '?' || sign === text[at]) {
      at += 1;
      of += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, of] = [resume, star + 1];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(of));
}

/** Whether a statement is about an action; actions have no case. */
export function concernsAction(
  {
    Action,
    NotAction,
  }: {
    readonly Action?: readonly string[] | undefined;
    readonly NotAction?: readonly string[] | undefined;
  },
  action: string,
): boolean {
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => takesIn(pattern.toLowerCase(), action.toLowerCase()));
  if (Action !== undefined) return named(Action);
  return NotAction !== undefined && !named(NotAction);
}
