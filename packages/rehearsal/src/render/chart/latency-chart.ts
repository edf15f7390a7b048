import { type ScaleLogarithmic, scaleBand, scaleLog } from 'd3-scale';
import type { Percentiles } from '../../report.js';
import { html, type Markup } from '../page/html.js';
import { showDuration } from '../text/figures.js';
import { at, chartWidth } from './figure.js';

export interface TimedStep {
  readonly name: string;
  readonly times: Percentiles;
}

const rowHeight = 40;
const room = { left: 180, right: 30, top: 6, bottom: 30 };

export const latencyHeight = (steps: number): number =>
  Math.max(steps, 1) * rowHeight + room.top + room.bottom;

/**
 * One row a step, on a logarithmic scale, as times of one are a hundred of another: a bar from p50 to p90, a thin line on to the
 * slowest, and a mark at p99.
 */
export function latencyChart(timed: readonly TimedStep[]): readonly Markup[] {
  const height = latencyHeight(timed.length);
  const scale = scaleFor(timed);
  const place = scaleBand<number>()
    .domain(timed.keys())
    .range([room.top, height - room.bottom])
    .paddingInner(0.5)
    .paddingOuter(0.25);
  const bottom = height - room.bottom;
  const ticks = ticksOf(scale).map(
    (tick) =>
      html`<line class="grid" x1="${at(scale(tick))}" x2="${at(scale(tick))}" y1="${room.top}" y2="${bottom}"/><text class="tick" x="${at(scale(tick))}" y="${bottom + 14}" text-anchor="middle">${showDuration(tick)}</text>
`,
  );
  const rows = timed.map(({ name, times }, index) => {
    const top = place(index) ?? 0;
    const thick = place.bandwidth();
    const middle = at(top + thick / 2);
    const x = (time: number) => scale(atLeast(time));
    const [half, slowest] = [x(times.p50), at(x(times.max))];
    const wide = at(Math.max(2, x(times.p90) - half));
    const p99 = at(x(times.p99));
    const said = `${name}: half within ${showDuration(times.p50)}, 90 of 100 within ${showDuration(times.p90)}, 99 within ${showDuration(times.p99)}, all within ${showDuration(times.max)}`;
    return html`<g><title>${said}</title><text class="label" x="${room.left - 10}" y="${middle}" text-anchor="end">${name}</text><line class="range" x1="${at(half)}" x2="${slowest}" y1="${middle}" y2="${middle}"/><rect class="latency" x="${at(half)}" y="${at(top)}" width="${wide}" height="${at(thick)}" rx="2"/><line class="mark" x1="${p99}" x2="${p99}" y1="${at(top)}" y2="${at(top + thick)}"/><circle class="slowest" cx="${slowest}" cy="${middle}" r="3"/></g>
`;
  });
  return [...ticks, ...rows];
}

/** A logarithm has no zero; less than a tenth of a millisecond is none. */
const atLeast = (milliseconds: number): number => Math.max(0.1, milliseconds);

function scaleFor(timed: readonly TimedStep[]): ScaleLogarithmic<number, number> {
  const all = timed.flatMap(({ times }) => [times.p50, times.max].map(atLeast));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return scaleLog()
    .domain([least / 1.5, most * 1.5])
    .range([room.left, chartWidth - room.right]);
}

/** Powers of ten; where one would be alone, also twice and five times of them. */
function ticksOf(scale: ScaleLogarithmic<number, number>): readonly number[] {
  const [low = 1, high = 1] = scale.domain();
  const within = (factors: readonly number[]) =>
    Array.from({ length: 10 }, (_, power) => factors.map((factor) => factor * 10 ** (power - 2)))
      .flat()
      .filter((tick) => tick >= low && tick <= high);
  const powers = within([1]);
  return powers.length > 2 ? powers : within([1, 2, 5]);
}
