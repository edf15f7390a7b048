import type { RehearsalProgress } from '@gangway/rehearsal';
import type { Io } from '../terminal/io.js';
import { createProgress, showCount } from '../terminal/progress.js';

/** Shows how far a rehearsal is. */
export interface LiveProgress {
  at(progress: RehearsalProgress): void;
  clear(): void;
  /** How far it came, in words. */
  howFar(): string;
}

export function liveProgress(
  io: Pick<Io, 'err' | 'errTerminal'>,
  { total, quiet }: { readonly total: number; readonly quiet: boolean },
): LiveProgress {
  const progress = createProgress(io, {
    total,
    quiet,
    now: () => performance.now(),
    unit: 'devices',
  });
  let done = 0;
  progress.begin('rehearsing');
  return {
    at(now) {
      done = now.done;
      progress.at(now.done, now.done, inWords(now));
    },
    clear: progress.clear,
    howFar: () => `${showCount(done)} of ${showCount(total)} devices and impostors had come`,
  };
}

function inWords({ admitted, refused, retries, wrong }: RehearsalProgress): string {
  return [
    `${showCount(admitted)} in`,
    `${showCount(refused)} out`,
    ...(retries > 0 ? [`${showCount(retries)} began anew`] : []),
    ...(wrong > 0 ? [`${showCount(wrong)} WRONG`] : []),
  ].join(', ');
}
