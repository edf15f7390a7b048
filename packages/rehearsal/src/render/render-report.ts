import type { RehearsalReport } from '../report.js';
import { conclude } from './conclusion.js';
import { columns } from './text/columns.js';
import { countOf, showCount, showDuration, showMoment, showRate } from './text/figures.js';
import { shown } from './text/shown.js';
import { wrapped } from './text/wrapped.js';
import { cameIn, expectedOf, kinds, retriesIn, sayWhoCame, steps } from './what-came.js';
import { whatToLookAt, wrongAnswers } from './what-to-look-at.js';

/** Colours by what they mean. */
export interface ReportPaint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export interface ReportTextOptions {
  /** No colours unless told. */
  readonly paint?: ReportPaint;
  /** Columns of the terminal; 100 unless told. */
  readonly width?: number;
}

interface Style {
  readonly paint: ReportPaint;
  readonly width: number;
}

const asItIs = (text: string): string => text;
const plain: ReportPaint = {
  good: asItIs,
  bad: asItIs,
  warn: asItIs,
  strong: asItIs,
  faint: asItIs,
};

/** Of a longer list, the rest is on the page. */
const mostReasons = 20;
const mostWrong = 10;

/**
 * A report as text for a terminal: who came and who was admitted, refusals by reason, times, faults, what was wrong and what to look at,
 * and, last, what it comes to.
 *
 * @example
 * renderReport(report, { width: 80 }).includes('No wrong answers'); // true
 */
export function renderReport(
  report: RehearsalReport,
  { paint = plain, width = 100 }: ReportTextOptions = {},
): string {
  const style = { paint, width };
  const parts = [
    renderHeading(report, style),
    renderKinds(report, style),
    renderReasons(report, style),
    renderLatency(report, style),
    renderFaults(report, style),
    renderWrong(report, style),
    renderConclusion(report, style),
  ];
  const lines = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${lines.join('\n\n')}\n`;
}

function renderHeading(report: RehearsalReport, { paint }: Style): readonly string[] {
  const { durationMs, concurrency, templateName, seed, beganAt, decisionsHash } = report;
  const { devices, impostors } = cameIn(report);
  const pace = `${showRate(devices + impostors, durationMs)} a second, ${showCount(concurrency)} at once`;
  return [
    `${paint.strong(`Rehearsal of ${shown(report.hook)}`)}: ${sayWhoCame(report)} in ${showDuration(durationMs)} (${pace})`,
    paint.faint(
      `template ${shown(templateName)}, seed ${seed}, ${showMoment(beganAt)}, decisions ${shown(decisionsHash.slice(0, 16))}`,
    ),
  ];
}

function renderKinds(report: RehearsalReport, { paint }: Style): readonly string[] {
  if (report.kinds.length === 0) return [];
  const rows = report.kinds.map((one) => {
    const expected = expectedOf(one);
    const right = one.admitted === expected ? paint.good : paint.bad;
    return [
      kinds[one.kind].name,
      showCount(one.came),
      right(showCount(one.admitted)),
      showCount(expected),
    ];
  });
  return columns([['who came', 'came', 'admitted', 'expected'].map(paint.faint), ...rows]);
}

function renderReasons({ reasons }: RehearsalReport, { paint }: Style): readonly string[] {
  if (reasons.length === 0) return [];
  const rows = reasons
    .slice(0, mostReasons)
    .map(({ reason, count }) => [shown(reason), showCount(count)]);
  return [
    ...columns([['refused because', 'count'].map(paint.faint), ...rows]),
    ...andMore(reasons.length - mostReasons, 'reason', paint),
  ];
}

function renderLatency({ latency }: RehearsalReport, { paint }: Style): readonly string[] {
  const rows = steps.flatMap(({ step, name }) => {
    const times = latency[step];
    if (times === undefined) return [];
    const { count, p50, p90, p99, max } = times;
    return [[name, showCount(count), ...[p50, p90, p99, max].map(showDuration)]];
  });
  if (rows.length === 0) return [];
  return columns([['time', 'count', 'p50', 'p90', 'p99', 'max'].map(paint.faint), ...rows]);
}

function renderFaults(report: RehearsalReport, { paint }: Style): readonly string[] {
  const faults = Object.entries(report.faults).filter(([, count]) => count > 0);
  if (faults.length === 0) return [];
  const rows = faults.map(([name, count]) => [shown(name), showCount(count)]);
  return [
    ...columns([['fault put in', 'count'].map(paint.faint), ...rows]),
    paint.faint(`devices began anew ${countOf(retriesIn(report), 'time')}`),
  ];
}

function renderWrong({ wrong }: RehearsalReport, { paint, width }: Style): readonly string[] {
  if (wrong.length === 0) return [];
  const told = wrong.slice(0, mostWrong).flatMap((answer) => {
    const { who, kind, code, detail } = answer;
    const indented = (text: string) => wrapped(text, width - 2).map((line) => `  ${line}`);
    return [
      `${paint.bad(code)} ${paint.strong(shown(who))} (${kinds[kind].name}): ${wrongAnswers[code]}`,
      ...(detail === '' ? [] : indented(shown(detail, 300))),
      ...indented(whatToLookAt(answer)).map(paint.faint),
    ];
  });
  return [...told, ...andMore(wrong.length - mostWrong, 'wrong answer', paint)];
}

function renderConclusion(report: RehearsalReport, { paint, width }: Style): readonly string[] {
  const { kind, heading, text } = conclude(report);
  const painted = { right: paint.good, wrong: paint.bad, empty: paint.warn }[kind];
  const [first = '', ...others] = wrapped(`${heading}. ${text}`, width);
  return [first.replace(heading, painted(heading)), ...others];
}

const andMore = (more: number, what: string, paint: ReportPaint): readonly string[] =>
  more > 0 ? [paint.faint(`and ${countOf(more, `more ${what}`)}`)] : [];
