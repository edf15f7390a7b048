import { type Giver, type Origin, type Result, resultOf } from './asking.js';
import { type Place, type Placed, placeOfAll, sourcesAt } from './placing.js';
import { refusedBefore } from './refusals.js';
import type { Script } from './script.js';

// The rules of override sources as docs/decision.md has them, written down once more: which values an answer may hold, where
// each came from, and what a denial may be for. It looks at a script as a whole, with all times known, and runs nothing.

export type Expected =
  | {
      readonly kind: 'allow';
      readonly values: Readonly<Record<string, string>>;
      readonly origins: Readonly<Record<string, Origin>>;
      /** Of the sources that take part, in listed order. */
      readonly verdicts: readonly string[];
    }
  /** One of these codes: several things may be wrong at once. */
  | { readonly kind: 'deny'; readonly codes: readonly string[] };

/** What each request of a script must come to. */
export function expectedOf(script: Script): readonly Expected[] {
  const place = placeOfAll(script.trees);
  return script.requests.map((request, number) => {
    const refusal = refusedBefore(script.trees, request);
    return refusal === undefined
      ? answerIn(script, place, number)
      : { kind: 'deny', codes: [refusal] };
  });
}

function answerIn(script: Script, place: Place, number: number): Expected {
  const placed = sourcesAt(place);
  const results = new Map(placed.map((source) => [source, resultOf(script, source, number)]));
  const codes = [...results.values()].flatMap((result) =>
    result.kind === 'denies' ? [result.code] : [],
  );
  const merged = mergedAt(place, results);
  if (merged === 'conflict') codes.push('OVERRIDE_CONFLICT');
  if (codes.length > 0 || merged === 'conflict') return { kind: 'deny', codes };
  const entries = [...merged].map(([key, givers]) => [key, theGiver(givers)] as const);
  return {
    kind: 'allow',
    values: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    origins: Object.fromEntries(entries.map(([key, { origin }]) => [key, origin])),
    verdicts: [...results.values()].flatMap((result) =>
      result.kind === 'gives' ? [result.verdict] : [],
    ),
  };
}

/** The first who gives the value; or the first who calls it a secret, for then it is one. */
function theGiver(givers: readonly Giver[]): Giver {
  const giver = givers.find(({ origin }) => origin.secret) ?? givers[0];
  if (giver === undefined) throw new Error('a key that nobody gives');
  return giver;
}

/** Everybody who gives a key the value that it has, in order. */
type Merged = ReadonlyMap<string, readonly Giver[]>;

function mergedAt(place: Place, results: ReadonlyMap<Placed, Result>): Merged | 'conflict' {
  if (place.kind === 'source') {
    const result = results.get(place);
    if (result?.kind !== 'gives') return new Map();
    return new Map([...result.givers].map(([key, giver]) => [key, [giver]]));
  }
  const isLayered = place.kind === 'layers';
  return (isLayered ? place.layers : place.children).reduce<Merged | 'conflict'>((above, part) => {
    const given = mergedAt(part, results);
    if (above === 'conflict' || given === 'conflict') return 'conflict';
    return together(above, given, isLayered);
  }, new Map());
}

/** Of two that disagree, a layer above goes before one below; beside each other they are a conflict. */
function together(above: Merged, given: Merged, isLayered: boolean): Merged | 'conflict' {
  const merged = new Map(above);
  for (const [key, givers] of given) {
    const known = above.get(key) ?? [];
    if (known.length === 0 || known[0]?.value === givers[0]?.value) {
      merged.set(key, [...known, ...givers]);
    } else if (!isLayered) return 'conflict';
  }
  return merged;
}
