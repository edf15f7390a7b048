import { performance } from 'node:perf_hooks';
import { type Proxied, right } from './proxied.js';

/** How long single calls take, one after the other, in milliseconds. */
export interface Latency {
  readonly median: number;
  readonly longest: number;
  /** What came instead of the right answers. */
  readonly wrong: readonly string[];
}

export async function measureLatency(proxied: Proxied, calls: number): Promise<Latency> {
  const times: number[] = [];
  const wrong: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    const { answer, code, ms } = await proxied.ask();
    times.push(ms);
    if (answer !== right) wrong.push(`${answer} ${code}`.trim());
  }
  const sorted = times.sort((a, b) => a - b);
  return {
    median: sorted[Math.floor(calls / 2)] ?? 0,
    longest: sorted.at(-1) ?? 0,
    wrong,
  };
}

/** As a scheduler and a garbage collector let two measures of the same thing differ. */
export const isAsBefore = (now: Latency, base: Latency): boolean =>
  now.wrong.length === 0 && now.median <= base.median * 1.5 + 2;

/** Measures until it is as before; how long that took, in milliseconds. */
export async function untilAsBefore(
  proxied: Proxied,
  base: Latency,
  limitMs: number,
): Promise<{ readonly afterMs: number | undefined; readonly latency: Latency }> {
  const began = performance.now();
  for (;;) {
    const latency = await measureLatency(proxied, 25);
    const afterMs = performance.now() - began;
    if (isAsBefore(latency, base)) return { afterMs, latency };
    if (afterMs > limitMs) return { afterMs: undefined, latency };
  }
}

export const inMs = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
