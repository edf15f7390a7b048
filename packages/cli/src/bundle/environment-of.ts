import { CliFault } from '../cli-fault.js';

/**
 * Variables out of texts such as `NAME=value`. What is wrong is not repeated: it may hold a secret.
 *
 * @throws CliFault `USAGE`
 */
export function environmentOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text, index) => {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
      if (name !== undefined && value !== undefined) return [name, value];
      throw new CliFault(
        'USAGE',
        `option '--env <NAME=value>', number ${index + 1}: it takes a name of letters, digits and _, then = and a value.`,
      );
    }),
  );
}
