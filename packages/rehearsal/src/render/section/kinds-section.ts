import type { RehearsalReport } from '../../report.js';
import { barChart, barChartHeight } from '../chart/bar-chart.js';
import { figure } from '../chart/figure.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';
import { showCount } from '../text/figures.js';
import { expectedOf, kinds, sayWhoCame } from '../what-came.js';

const room = { label: 130, row: 50 };

/** Who came, and who was admitted. */
export function kindsSection(report: RehearsalReport): Markup {
  const came = report.kinds;
  if (came.length === 0) return nothing;
  return html`<section aria-labelledby="kinds-heading"><h2 id="kinds-heading">Who came</h2>
<p class="faint">Every device of the fleet should be admitted, and no impostor.</p>
<div class="beside">${figure({
    id: 'kinds-chart',
    title: 'Admitted and refused, by kind',
    description: `${sayWhoCame(report)}. ${came.map(inWords).join('; ')}.`,
    height: barChartHeight(came.length, room),
    legend: [
      { style: 'admitted', text: 'admitted' },
      { style: 'refused', text: 'refused' },
      ...(came.some(isWrong) ? [{ style: 'wrongly', text: 'wrongly' }] : []),
    ],
    drawing: barChart(came.map(toBar), room),
  })}${dataTable({
    caption: 'Kinds',
    columns: [
      { name: 'kind' },
      { name: 'came', numbers: true },
      { name: 'admitted', numbers: true },
      { name: 'expected', numbers: true },
    ],
    rows: came.map((one) => [
      html`${kinds[one.kind].name}<br><span class="faint">${kinds[one.kind].does}</span>`,
      showCount(one.came),
      admittedCell(one),
      showCount(expectedOf(one)),
    ]),
  })}</div></section>
`;
}

type Came = RehearsalReport['kinds'][number];

const inWords = ({ kind, came, admitted }: Came): string =>
  `${kinds[kind].name}: ${showCount(admitted)} of ${showCount(came)} admitted`;

const toBar = ({ kind, came, admitted }: Came) => ({
  label: kinds[kind].name,
  value: `${showCount(admitted)} in, ${showCount(came - admitted)} out`,
  parts: [
    { style: kind === 'genuine' ? 'admitted' : 'wrongly', value: admitted, name: 'admitted' },
    { style: kind === 'genuine' ? 'wrongly' : 'refused', value: came - admitted, name: 'refused' },
  ],
});

const admittedCell = (one: Came): string | Markup =>
  isWrong(one)
    ? html`<strong class="bad">${showCount(one.admitted)}</strong>`
    : showCount(one.admitted);

const isWrong = (one: Came): boolean => one.admitted !== expectedOf(one);
