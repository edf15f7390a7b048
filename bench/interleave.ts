/** One contestant: takes one sample, of several milliseconds at least, and answers its figures. */
export type Contestant = () => Sample | Promise<Sample>;
export type Sample = Readonly<Record<string, number>>;

/** What all samples of a contestant come to: for each figure, its median. */
export type Medians<Name extends string> = Readonly<Record<Name, (figure: string) => number>>;

/**
 * Lets the contestants take turns, A B C A B C …, so that whatever else the machine does meets all of them alike.
 *
 * @param rounds samples of each that count
 * @param warmUps rounds before, which do not
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  {
    rounds,
    warmUps,
    progress,
  }: {
    readonly rounds: number;
    readonly warmUps: number;
    readonly progress: (done: number, of: number) => void;
  },
): Promise<Medians<Name>> {
  const names = Object.keys(contestants) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  const total = warmUps + rounds;
  for (let round = 0; round < total; round += 1) {
    for (const name of names) {
      const sample = await contestants[name]();
      if (round >= warmUps) samples.get(name)?.push(sample);
    }
    progress(round + 1, total);
  }
  const mediansOf = (name: Name) => (figure: string) =>
    median((samples.get(name) ?? []).map((sample) => sample[figure] ?? Number.NaN));
  return Object.fromEntries(names.map((name) => [name, mediansOf(name)])) as Medians<Name>;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
