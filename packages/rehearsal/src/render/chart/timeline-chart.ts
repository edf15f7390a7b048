import { scaleBand, scaleLinear } from 'd3-scale';
import { line, stack } from 'd3-shape';
import { html, type Markup } from '../page/html.js';
import { at, wideChartWidth } from './figure.js';
import type { Stretch } from './per-second.js';

export const timelineHeight = 280;

const room = { left: 52, right: 12, top: 14, bottom: 40 };
const styles = ['admitted', 'refused'] as const;

/** Columns of what was decided in each second, refusals on top of admissions, and a line of devices that began anew. */
export function timelineChart(stretches: readonly Stretch[]): readonly Markup[] {
  const most = Math.max(
    1,
    ...stretches.map(({ admitted, refused, retries }) => Math.max(admitted + refused, retries)),
  );
  const height = scaleLinear()
    .domain([0, most])
    .nice(5)
    .range([timelineHeight - room.bottom, room.top]);
  const place = scaleBand<number>()
    .domain(stretches.map(({ from }) => from))
    .range([room.left, wideChartWidth - room.right])
    .paddingInner(0.2)
    .paddingOuter(0.1);
  const columns = stack<unknown, Stretch, (typeof styles)[number]>().keys(styles)([...stretches]);
  return [
    ...scaleLines(height),
    ...columns.flatMap((series) =>
      series.map(([low, high], index) => {
        const stretch = stretches[index];
        const left = place(stretch?.from ?? 0) ?? 0;
        const top = height(high);
        return high === low || stretch === undefined
          ? html``
          : html`<rect class="${series.key}" x="${at(left)}" y="${at(top)}" width="${at(place.bandwidth())}" height="${at(height(low) - top)}"><title>${when(stretch)}: ${rate(high - low)} ${series.key} a second</title></rect>`;
      }),
    ),
    retriesLine(stretches, { x: ({ from }) => middleOf(place, from), y: height }),
    ...secondsAxis(stretches, place),
  ];
}

function scaleLines(height: ReturnType<typeof scaleLinear<number, number>>): readonly Markup[] {
  const whole = height.ticks(5).filter(Number.isInteger);
  return whole.map(
    (tick) =>
      html`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${room.left}" x2="${wideChartWidth - room.right}" y1="${at(height(tick))}" y2="${at(height(tick))}"/><text class="tick" x="${room.left - 8}" y="${at(height(tick))}" text-anchor="end">${tick.toLocaleString('en-US')}</text>
`,
  );
}

function retriesLine(
  stretches: readonly Stretch[],
  { x, y }: { x: (stretch: Stretch) => number; y: (value: number) => number },
): Markup {
  if (!stretches.some(({ retries }) => retries > 0)) return html``;
  const points = stretches.map((stretch) => [x(stretch), y(stretch.retries)] as [number, number]);
  const path = line().digits(1)(points) ?? '';
  // One point makes no line.
  const dots = stretches.length > 40 ? [] : points;
  return html`<path class="halo" d="${path}"/><path class="retries" d="${path}"/>${dots.map(
    ([left, top]) => html`<circle class="retries-dot" cx="${at(left)}" cy="${at(top)}" r="2.5"/>`,
  )}`;
}

function secondsAxis(
  stretches: readonly Stretch[],
  place: ReturnType<typeof scaleBand<number>>,
): readonly Markup[] {
  const every = Math.ceil(stretches.length / 12);
  const ticks = stretches
    .filter((_, index) => index % every === 0)
    .map(
      ({ from }) =>
        html`<text class="tick" x="${at(middleOf(place, from))}" y="${timelineHeight - room.bottom + 14}" text-anchor="middle">${from.toLocaleString('en-US')}</text>`,
    );
  const title = html`<text class="tick" x="${at((room.left + wideChartWidth - room.right) / 2)}" y="${timelineHeight - 8}" text-anchor="middle">seconds from the beginning</text>`;
  return [...ticks, title];
}

const middleOf = (place: ReturnType<typeof scaleBand<number>>, from: number): number =>
  (place(from) ?? 0) + place.bandwidth() / 2;

/** A stretch in words: `second 3`, `seconds 10 to 15`. */
export const when = ({ from, to }: Stretch): string =>
  to - from === 1 ? `second ${from}` : `seconds ${from} to ${to}`;

/** A rate as people read it. */
export const rate = (perSecond: number): string =>
  perSecond.toLocaleString('en-US', { maximumFractionDigits: 1 });
