// A shorter one is part of any text, and taking it out would garble what it stands in.
const shortest = 8;

/** A text with the names of variables in the place of their values: an error of whoever reads a secret may quote it. */
export function withoutValues(text: string, environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .filter(([, value]) => value.length >= shortest)
    .sort(([, a], [, b]) => b.length - a.length)
    .reduce((rest, [name, value]) => rest.replaceAll(value, () => `$${name}`), text);
}
