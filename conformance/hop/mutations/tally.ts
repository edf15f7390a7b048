/** What became of the mutated messages of each kind. */
export interface Tally {
  /** @param code why it was refused; `undefined` where it was accepted */
  count(kind: string, code: string | undefined): void;
  rows(): readonly Readonly<Record<string, string | number>>[];
  sent(): number;
  accepted(): number;
}

interface Line {
  sent: number;
  accepted: number;
  readonly codes: Map<string, number>;
}

/**
 * @param direction `call` or `reply`, for the table
 * @param mustBe what must become of them all
 */
export function newTally(
  direction: string,
  mustBe: 'refused' | 'accepted',
  kinds: readonly string[],
): Tally {
  const lines = new Map<string, Line>(
    kinds.map((kind) => [kind, { sent: 0, accepted: 0, codes: new Map<string, number>() }]),
  );
  const sum = (of: (line: Line) => number) =>
    [...lines.values()].reduce((total, line) => total + of(line), 0);
  return {
    count(kind, code) {
      const line = lines.get(kind);
      if (line === undefined) throw new Error(`no kind ${kind}`);
      line.sent += 1;
      if (code === undefined) line.accepted += 1;
      else line.codes.set(code, (line.codes.get(code) ?? 0) + 1);
    },
    rows: () =>
      [...lines].map(([mutation, { sent, accepted, codes }]) => ({
        direction,
        mutation,
        'must be': mustBe,
        sent,
        accepted,
        'refused with': [...codes].map(([code, times]) => `${code} ${times}`).join(', '),
      })),
    sent: () => sum(({ sent }) => sent),
    accepted: () => sum(({ accepted }) => accepted),
  };
}
