import type { RehearsalReport } from '../../report.js';
import { figure } from '../chart/figure.js';
import { latencyChart, latencyHeight, type TimedStep } from '../chart/latency-chart.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';
import { showCount, showDuration } from '../text/figures.js';
import { steps } from '../what-came.js';

/** How long each step took. */
export function latencySection({ latency }: RehearsalReport): Markup {
  const timed = steps.flatMap(({ step, name }) => {
    const times = latency[step];
    return times === undefined ? [] : [{ name, times }];
  });
  if (timed.length === 0) return nothing;
  return html`<section aria-labelledby="latency-heading"><h2 id="latency-heading">How long it took</h2>
<p class="faint">As devices saw it, on this machine. AWS IoT gives the hook five seconds.</p>
<div class="beside">${figure({
    id: 'latency-chart',
    title: 'Time of each step',
    description: `${timed.map(inWords).join('; ')}.`,
    height: latencyHeight(timed.length),
    legend: [
      { style: 'latency', text: 'p50 to p90' },
      { style: 'mark-key', text: 'p99' },
      { style: 'slowest', text: 'slowest (dot)' },
    ],
    drawing: latencyChart(timed),
  })}${dataTable({
    caption: 'Times',
    columns: [
      { name: 'step' },
      ...['count', 'p50', 'p90', 'p99', 'max'].map((name) => ({ name, numbers: true })),
    ],
    rows: timed.map(({ name, times }) => [
      html`${name}`,
      showCount(times.count),
      ...[times.p50, times.p90, times.p99, times.max].map(showDuration),
    ]),
  })}</div></section>
`;
}

const inWords = ({ name, times }: TimedStep): string =>
  `${name}: half within ${showDuration(times.p50)}, 99 of 100 within ${showDuration(times.p99)}`;
