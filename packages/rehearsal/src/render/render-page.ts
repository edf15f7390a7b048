import { hash } from 'node:crypto';
import type { RehearsalReport } from '../report.js';
import { conclude } from './conclusion.js';
import { embeddedJson } from './page/embedded-json.js';
import { html, Markup } from './page/html.js';
import { style } from './page/style.js';
import { countsSection } from './section/counts-section.js';
import { figuresSection } from './section/figures-section.js';
import { kindsSection } from './section/kinds-section.js';
import { latencySection } from './section/latency-section.js';
import { timelineSection } from './section/timeline-section.js';
import { verdictsSection } from './section/verdicts-section.js';
import { wrongSection } from './section/wrong-section.js';
import { showCount, showMoment } from './text/figures.js';
import { shown } from './text/shown.js';
import { sayWhoCame } from './what-came.js';

/** Nothing is fetched and nothing is run: the page is a text, whoever's device names stand in it. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A report as one HTML file: charts, each with its numbers as a table, in light and dark and on paper. It needs no network and runs no
 * script; the report itself stands in it as JSON, in the element `report`. The same report gives the same page.
 *
 * @see https://www.w3.org/TR/CSP3/
 * @example
 * renderPage(report).startsWith('<!doctype html>'); // true
 */
export function renderPage(report: RehearsalReport): string {
  const { kind, heading, text } = conclude(report);
  const title = `Rehearsal of ${shown(report.hook)}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}: ${heading}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header><h1><bdi>${title}</bdi></h1>
<p class="faint">${sayWhoCame(report)}, ${showCount(report.concurrency)} at once, through the template <bdi>${shown(report.templateName)}</bdi>, on ${showMoment(report.beganAt)}</p></header>
<main>
<section class="conclusion ${kind}" aria-label="Conclusion"><h2>${heading}</h2><p>${text}</p></section>
${[
  figuresSection(report),
  wrongSection(report),
  kindsSection(report),
  timelineSection(report),
  reasonsSection(report),
  latencySection(report),
  faultsSection(report),
  verdictsSection(report),
]}</main>
<footer class="faint"><p>Seed <code>${report.seed}</code>, decisions <code>${shown(report.decisionsHash)}</code>: the same seed gives the same decisions. Made by Gangway.</p></footer>
${embeddedJson('report', report)}
</body>
</html>
`.text;
}

const reasonsSection = ({ reasons }: RehearsalReport): Markup =>
  countsSection({
    id: 'reasons',
    heading: 'Why devices were refused',
    says: "The hook's own reason where it is known; else what AWS IoT answers to the device.",
    chart: 'Refusals by reason',
    one: 'reason',
    style: 'refused',
    counts: reasons.map(({ reason, count }) => ({ name: reason, count })),
  });

const faultsSection = ({ faults }: RehearsalReport): Markup =>
  countsSection({
    id: 'faults',
    heading: 'Faults put in',
    says: 'What went wrong on purpose. It may delay an answer, and must not change one.',
    chart: 'Faults by kind',
    one: 'fault',
    style: 'fault',
    counts: Object.entries(faults)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ({ name, count }))
      .toSorted((one, other) => other.count - one.count),
  });
