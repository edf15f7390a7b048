/** What a field of an answer must be. */
export type Rule = (value: unknown) => boolean;

export const isText: Rule = (value) => typeof value === 'string';
export const isMoment: Rule = (value) => Number.isFinite(value);
export const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value);

/**
 * A port's answer as an object of its own; what it holds beyond the fields is left out.
 *
 * By hand, since every decision asks: a schema library takes longer over it than the check itself does.
 *
 * @returns the object, or the name of the field that is not what it must be
 */
export function readAnswer(
  answer: unknown,
  rules: readonly (readonly [string, Rule])[],
): Readonly<Record<string, unknown>> | string {
  if (typeof answer !== 'object' || answer === null) return `an answer of type ${typeof answer}`;
  const given = answer as Readonly<Record<string, unknown>>;
  const read: Record<string, unknown> = {};
  for (const [name, holds] of rules) {
    const value = given[name];
    if (!holds(value)) return `"${name}"`;
    if (value !== undefined) read[name] = value;
  }
  return read;
}
