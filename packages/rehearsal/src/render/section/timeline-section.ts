import type { RehearsalReport } from '../../report.js';
import { figure } from '../chart/figure.js';
import { perSecond, type Stretch } from '../chart/per-second.js';
import { rate, timelineChart, timelineHeight, when } from '../chart/timeline-chart.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';

/** What happened in each second. */
export function timelineSection(report: RehearsalReport): Markup {
  const stretches = perSecond(report);
  if (stretches.length === 0) return nothing;
  return html`<section aria-labelledby="timeline-heading"><h2 id="timeline-heading">Over time</h2>
${figure({
  id: 'timeline-chart',
  title: 'Each second',
  description: inWords(stretches),
  height: timelineHeight,
  wide: true,
  legend: [
    { style: 'admitted', text: 'admitted' },
    { style: 'refused', text: 'refused' },
    { style: 'retries', text: 'began anew (line)' },
  ],
  drawing: timelineChart(stretches),
})}<details><summary>The same as a table</summary>${dataTable({
    caption: 'Counts a second',
    columns: [
      { name: 'when' },
      { name: 'admitted', numbers: true },
      { name: 'refused', numbers: true },
      { name: 'began anew', numbers: true },
    ],
    rows: stretches.map((stretch) => [
      when(stretch),
      rate(stretch.admitted),
      rate(stretch.refused),
      rate(stretch.retries),
    ]),
  })}</details></section>
`;
}

function inWords(stretches: readonly Stretch[]): string {
  const most = (of: (stretch: Stretch) => number) => rate(Math.max(...stretches.map(of)));
  const seconds = stretches.at(-1)?.to ?? 0;
  return `In ${seconds} seconds there were at most ${most(({ admitted }) => admitted)} admissions, ${most(({ refused }) => refused)} refusals and ${most(({ retries }) => retries)} new beginnings a second.`;
}
