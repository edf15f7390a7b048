import type { RehearsalReport, Verdict } from '../../report.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';
import { showCount } from '../text/figures.js';
import { shown } from '../text/shown.js';
import { kinds } from '../what-came.js';

const mostShown = 250;

/** What came of each: what should not have been first, then who was refused, then who had to begin anew most often. */
export function verdictsSection({ verdicts }: RehearsalReport): Markup {
  if (verdicts.length === 0) return nothing;
  const first = verdicts.toSorted((one, other) => rank(one) - rank(other)).slice(0, mostShown);
  return html`<section class="long" aria-labelledby="verdicts-heading"><h2 id="verdicts-heading">One by one</h2>
<details><summary>What came of each device and impostor</summary>${dataTable({
    caption: 'Verdicts',
    columns: [
      { name: 'who' },
      { name: 'kind' },
      { name: 'outcome' },
      { name: 'reason' },
      { name: 'began anew', numbers: true },
    ],
    rows: first.map(({ who, kind, outcome, reason = '', retries }) => [
      shown(who),
      html`${kinds[kind].name}`,
      html`${outcome}`,
      shown(reason),
      showCount(retries),
    ]),
    more: verdicts.length - mostShown,
  })}</details></section>
`;
}

function rank({ kind, outcome, retries }: Verdict): number {
  const right = (kind === 'genuine') === (outcome === 'admitted');
  return (right ? 1e9 : 0) + (outcome === 'refused' ? 0 : 1e6) - Math.min(retries, 1e5);
}
