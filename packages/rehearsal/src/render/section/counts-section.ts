import { barChart, barChartHeight } from '../chart/bar-chart.js';
import { figure } from '../chart/figure.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';
import { showCount } from '../text/figures.js';
import { shortened, shown } from '../text/shown.js';

/** Things that were counted, most frequent first. */
export interface Counts {
  /** Of this page alone: letters. */
  readonly id: string;
  readonly heading: string;
  readonly says: string;
  readonly chart: string;
  /** What one of them is. */
  readonly one: string;
  readonly style: string;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

const mostBars = 15;
const mostRows = 200;
const mostOfLabel = 34;
const room = { label: 280, row: 32 };

/** Counts as bars, and beside them as a table. */
export function countsSection({ id, heading, says, chart, one, style, counts }: Counts): Markup {
  if (counts.length === 0) return nothing;
  const charted = counts.slice(0, mostBars);
  const left = counts.length > mostBars ? `; the ${mostBars} most frequent` : '';
  return html`<section aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>
<p class="faint">${says}</p>
<div class="beside">${figure({
    id: `${id}-chart`,
    title: `${chart}${left}`,
    description: `${charted.map(({ name, count }) => `${shown(name)}: ${showCount(count)}`).join('; ')}.`,
    height: barChartHeight(charted.length, room),
    drawing: barChart(
      charted.map(({ name, count }) => ({
        label: shortened(name, mostOfLabel),
        value: showCount(count),
        parts: [{ style, value: count, name: 'in all' }],
      })),
      room,
    ),
  })}${dataTable({
    caption: chart,
    columns: [{ name: one }, { name: 'count', numbers: true }],
    rows: counts.slice(0, mostRows).map(({ name, count }) => [shown(name), showCount(count)]),
    more: counts.length - mostRows,
  })}</div></section>
`;
}
