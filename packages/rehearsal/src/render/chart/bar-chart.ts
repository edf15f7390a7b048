import { scaleBand, scaleLinear } from 'd3-scale';
import { html, type Markup } from '../page/html.js';
import { showCount } from '../text/figures.js';
import { at, chartWidth } from './figure.js';

/** One bar: its parts lie one behind the other. */
export interface Bar {
  readonly label: string;
  /** Shown behind the bar. */
  readonly value: string;
  readonly parts: readonly {
    readonly style: string;
    readonly value: number;
    readonly name: string;
  }[];
}

const roomForValue = 130;

/** What a chart of bars takes. */
export interface BarRoom {
  readonly label: number;
  /** From one bar to the next. */
  readonly row: number;
}

/** How high a chart of so many bars is. */
export const barChartHeight = (bars: number, { row }: BarRoom): number =>
  Math.max(bars, 1) * row + 4;

/** Lying bars, the longest as long as there is room. */
export function barChart(bars: readonly Bar[], room: BarRoom): readonly Markup[] {
  const left = room.label;
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const length = scaleLinear()
    .domain([0, Math.max(1, ...sums)])
    .range([0, chartWidth - left - roomForValue]);
  const place = scaleBand<number>()
    .domain(bars.keys())
    .range([2, barChartHeight(bars.length, room) - 2])
    .paddingInner(0.35)
    .paddingOuter(0.18);
  return bars.map(({ label, value, parts }, index) => {
    const top = place(index) ?? 0;
    const middle = at(top + place.bandwidth() / 2);
    let from = left;
    const drawn = parts.map((part) => {
      const begin = from;
      // What is there at all is seen: half a percent of a long bar would be less than a line.
      const long = part.value === 0 ? 0 : Math.max(2, length(part.value));
      from += long;
      return html`<rect class="${part.style}" x="${at(begin)}" y="${at(top)}" width="${at(long)}" height="${at(place.bandwidth())}" rx="2"><title>${label}: ${showCount(part.value)} ${part.name}</title></rect>`;
    });
    return html`<text class="label" x="${at(left - 10)}" y="${middle}" text-anchor="end">${label}</text><line class="axis" x1="${left}" x2="${left}" y1="${at(top - 4)}" y2="${at(top + place.bandwidth() + 4)}"/>${drawn}<text class="value" x="${at(from + 8)}" y="${middle}">${value}</text>
`;
  });
}
