/** A number as people read it: 1,234,567. */
export const showCount = (count: number): string => count.toLocaleString('en-US');

/** How many of something, in words: `1 device`, `2,000 devices`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${showCount(count)} ${count === 1 ? one : many}`;

/** A duration as people read it, from milliseconds: `0.4 ms`, `12 ms`, `4.2 s`, `3 min 12 s`. */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 9.95) return `${trim(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${trim((milliseconds / 1_000).toFixed(1))} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const rest = seconds % 60;
  return `${showCount(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}

const trim = (text: string): string => text.replace(/\.0$/, '');

/** How many a second that is: `25`, `0.4`. */
export function showRate(count: number, milliseconds: number): string {
  const rate = (count * 1_000) / Math.max(milliseconds, 1);
  return rate < 9.95 ? trim(rate.toFixed(1)) : showCount(Math.round(rate));
}

/** A moment in UTC: `2026-01-31 08:15:00 UTC`. */
export const showMoment = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
