import type { RehearsalReport } from '../../report.js';
import { html, type Markup } from '../page/html.js';
import { showCount, showDuration, showRate } from '../text/figures.js';
import { cameIn, retriesIn } from '../what-came.js';

/** What one wants to know at a glance. */
export function figuresSection(report: RehearsalReport): Markup {
  const { devices, impostors } = cameIn(report);
  const came = devices + impostors;
  const figures: readonly (readonly [string, string])[] = [
    ['devices', showCount(devices)],
    ['impostors', showCount(impostors)],
    ['admitted', showCount(report.admitted)],
    ['refused', showCount(report.refused)],
    ['began anew', showCount(retriesIn(report))],
    ['took', showDuration(report.durationMs)],
    ['a second', showRate(came, report.durationMs)],
  ];
  return html`<dl class="figures">${figures.map(
    ([name, figure]) => html`<div><dt>${name}</dt><dd>${figure}</dd></div>`,
  )}</dl>
`;
}
