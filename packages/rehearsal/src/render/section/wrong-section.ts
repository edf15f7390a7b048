import type { RehearsalReport } from '../../report.js';
import { dataTable } from '../page/data-table.js';
import { html, type Markup, nothing } from '../page/html.js';
import { shown } from '../text/shown.js';
import { kinds } from '../what-came.js';
import { whatToLookAt, wrongAnswers } from '../what-to-look-at.js';

const mostShown = 200;

/** Each wrong answer, and what to look at; nothing where there is none. */
export function wrongSection({ wrong }: RehearsalReport): Markup {
  if (wrong.length === 0) return nothing;
  return html`<section class="long" aria-labelledby="wrong-heading"><h2 id="wrong-heading">Wrong answers</h2>
<p class="faint">What should have been answered otherwise, and where to look first.</p>
${dataTable({
  caption: 'Wrong answers',
  columns: [
    { name: 'who' },
    { name: 'kind' },
    { name: 'what is wrong' },
    { name: 'more' },
    { name: 'what to look at' },
  ],
  rows: wrong
    .slice(0, mostShown)
    .map((answer) => [
      shown(answer.who),
      html`${kinds[answer.kind].name}`,
      html`<strong class="bad">${wrongAnswers[answer.code]}</strong><br><code>${answer.code}</code>`,
      shown(answer.detail, 300),
      html`${whatToLookAt(answer)}`,
    ]),
  more: wrong.length - mostShown,
})}</section>
`;
}
