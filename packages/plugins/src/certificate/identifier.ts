import { nearest } from '@gangway/core';
import * as v from 'valibot';

/** A dotted object identifier. */
export type Identifier = string;

// X.660 section 7.6: arcs without leading zeros, so that one identifier has one text.
const dotted = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;

/**
 * Schema of an object identifier, dotted or by a well-known name; it gives the dotted one.
 *
 * @param names by identifier
 * @param what for the message, `extension`
 */
export function identifierOf(names: ReadonlyMap<Identifier, string>, what: string) {
  const byName = new Map([...names].map(([identifier, name]) => [name, identifier]));
  return v.pipe(
    v.string(),
    v.maxLength(128),
    v.check(
      (text) => dotted.test(text) || byName.has(text),
      ({ input }) => {
        const right = nearest(input, [...byName.keys()]);
        const hint =
          right === undefined ? [...byName.keys()].join(', ') : `did you mean "${right}"?`;
        return `no ${what} is called "${input}": ${hint}`;
      },
    ),
    v.transform((text): Identifier => byName.get(text) ?? text),
  );
}

/** An identifier for people: its name where it has one. */
export const knownAs = (identifier: Identifier, names: ReadonlyMap<Identifier, string>): string =>
  names.get(identifier) ?? identifier;
