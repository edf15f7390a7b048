import type { Io } from './io.js';

/** Tells on standard error how far a long command is. */
export interface Progress {
  /** Something begins anew, at the start of what is worked through. */
  begin(what: string): void;
  /**
   * @param done how much of the whole is done, in the unit of `total`
   * @param rows how many that was of what is counted
   * @param note what else there is to say
   */
  at(done: number, rows: number, note?: string): void;
  /** Takes the bar off the terminal. */
  clear(): void;
}

const barEveryMs = 100;
const lineEveryMs = 5_000;
const barWidth = 24;

interface ProgressOptions {
  readonly total: number;
  readonly quiet: boolean;
  /** Milliseconds, on a scale that never goes back. */
  readonly now: () => number;
  /** What is counted. */
  readonly unit?: string;
}

/**
 * A bar on a terminal; elsewhere a line every few seconds, so that a log shows that something goes on; nothing where
 * nobody wants it.
 */
export function createProgress(
  io: Pick<Io, 'err' | 'errTerminal'>,
  { total, quiet, now, unit = 'rows' }: ProgressOptions,
): Progress {
  const terminal = io.errTerminal;
  let what = '';
  let start: { readonly time: number; readonly done: number; readonly rows: number } | undefined;
  let last = now();
  let shown = false;
  return {
    begin(next) {
      what = next;
      start = undefined;
    },
    at(done, rows, note) {
      const time = now();
      // From the first that was done, not from the beginning: what an earlier run did was no work of this one.
      start ??= { time, done, rows };
      if (quiet || time - last < (terminal ? barEveryMs : lineEveryMs)) return;
      last = time;
      const seconds = (time - start.time) / 1_000;
      const text = describe(done, rows, total, unit, note, {
        rowsPerSecond: seconds > 0 ? (rows - start.rows) / seconds : 0,
        secondsLeft:
          done > start.done ? ((total - done) * seconds) / (done - start.done) : undefined,
      });
      shown = terminal;
      const share = total > 0 ? Math.min(done / total, 1) : 1;
      io.err(
        terminal
          ? barLine(what, share, text)
          : `gangway: ${what}: ${text}
`,
      );
    },
    clear() {
      if (shown) io.err('\r\u001b[K');
      shown = false;
    },
  };
}

const barLine = (what: string, share: number, text: string): string =>
  `\r${what} ${bar(share)} ${text}\u001b[K`;

const bar = (share: number): string => {
  const full = Math.floor(share * barWidth);
  return `[${'='.repeat(full)}${' '.repeat(barWidth - full)}]`;
};

function describe(
  done: number,
  rows: number,
  total: number,
  unit: string,
  note: string | undefined,
  speed: { readonly rowsPerSecond: number; readonly secondsLeft: number | undefined },
): string {
  const { rowsPerSecond, secondsLeft } = speed;
  return [
    `${total > 0 ? Math.floor(Math.min(done / total, 1) * 100) : 100} %`,
    `${showCount(rows)} ${unit}`,
    ...(rowsPerSecond > 0 ? [`${showCount(Math.round(rowsPerSecond))} ${unit}/s`] : []),
    ...(secondsLeft === undefined ? [] : [`${showSeconds(secondsLeft)} left`]),
    ...(note === undefined ? [] : [note]),
  ].join(', ');
}

/** A number as people read it: 1,234,567. */
export const showCount = (count: number): string => count.toLocaleString('en-US');

function showSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes}:${String(whole % 60).padStart(2, '0')}`;
}
