import type { Clock } from '@gangway/core';
import type { RehearsalProgress, RehearsalReport, Verdict } from '../report.js';

/** What happened so far, and in which second. */
export interface Journal {
  retried(): void;
  ended(verdict: Verdict): void;
  timeline(): RehearsalReport['timeline'];
  /** Tells how far it is, whenever that was told last. */
  finish(): void;
}

export interface JournalOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly total: number;
  readonly progress?: ((progress: RehearsalProgress) => void) | undefined;
}

/** Four times a second is as much as somebody can read. */
const betweenTellingsMs = 250;

/** Keeps count. It has no timer: nothing happens in a rehearsal without somebody who gets further. */
export function keepJournal({ clock, total, progress }: JournalOptions): Journal {
  const began = clock.monotonic();
  const counts = { done: 0, admitted: 0, refused: 0, wrong: 0, retries: 0 };
  const seconds: { admitted: number; refused: number; retries: number }[] = [];
  let told = Number.NEGATIVE_INFINITY;
  const count = (what: 'admitted' | 'refused' | 'retries') => {
    const second = Math.floor((clock.monotonic() - began) / 1_000);
    while (seconds.length <= second) seconds.push({ admitted: 0, refused: 0, retries: 0 });
    const now = seconds[second];
    if (now !== undefined) now[what] += 1;
    counts[what] += 1;
  };
  const tell = () => progress?.({ ...counts, total, elapsedMs: clock.monotonic() - began });
  const tellInTime = () => {
    const now = clock.monotonic();
    if (now - told < betweenTellingsMs) return;
    told = now;
    tell();
  };
  return {
    retried() {
      count('retries');
      tellInTime();
    },
    ended({ kind, outcome }) {
      counts.done += 1;
      count(outcome);
      if ((kind === 'genuine') !== (outcome === 'admitted')) counts.wrong += 1;
      tellInTime();
    },
    timeline: () => seconds.map((counted, second) => ({ second, ...counted })),
    finish: tell,
  };
}
