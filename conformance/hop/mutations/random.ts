import { seeded } from '../../seeded.js';

/** Choices, the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  from<T>(choices: readonly [T, ...(readonly T[])]): T;
  shuffled<T>(list: readonly T[]): readonly T[];
}

export function newRandom(seed: number): Random {
  const next = seeded(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    from: (choices) => choices[below(choices.length)] ?? choices[0],
    shuffled(list) {
      const rest = [...list];
      return list.flatMap(() => rest.splice(below(rest.length), 1));
    },
  };
}
