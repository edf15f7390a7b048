import { readFileSync, writeFileSync } from 'node:fs';
import { metricNames } from '@gangway/core';
import {
  type Alarm,
  claimCertificateInsight,
  hookAlarms,
  lifecycleAlarms,
  proxyAlarms,
  type WatchedMetric,
} from '@gangway/deployment';
import { expect } from 'chai';
import { pointsOf } from './cloudwatch-model.js';

const file = new URL('../../../../docs/alarms.md', import.meta.url);
const page = () => readFileSync(file, 'utf8');
const watched = { functionName: 'fleet-hook', timeoutSeconds: 4 };

/** Holds a part of the page equal to what is made from the code; UPDATE_DOCS=1 writes it. */
function expectTable(name: string, rows: readonly (readonly string[])[]): void {
  const [head = [], ...body] = rows;
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const text = page();
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  expect(from, begin).to.be.within(begin.length, to);
  const made = `${lines.join('\n')}\n`;
  if (process.env.UPDATE_DOCS === '1') {
    writeFileSync(file, text.slice(0, from) + made + text.slice(to));
  } else {
    expect(text.slice(from, to)).to.equal(made);
  }
}

const code = (text: string) => `\`${text}\``;

const metricCell = ({ namespace, name, dimensions, statistic }: WatchedMetric): string => {
  const set = Object.entries(dimensions)
    .filter(([dimension]) => dimension !== metricNames.functionName)
    .map(([dimension, value]) => `, ${code(`${dimension}: ${value}`)}`);
  return `${statistic} of ${code(`${namespace} ${name}`)}${set.join('')}`;
};

function watchesCell({ watches }: Alarm): string {
  if (watches.kind === 'metric') return metricCell(watches.metric);
  const metrics = Object.entries(watches.metrics).map(
    ([name, metric]) => `${code(name)} is the ${metricCell(metric)}`,
  );
  return `${code(watches.expression)}, where ${metrics.join('; ')}`;
}

const whenCell = ({ threshold, datapointsToAlarm, evaluationPeriods, periodSeconds }: Alarm) =>
  `from ${threshold}, in ${datapointsToAlarm} of ${evaluationPeriods} × ${periodSeconds} s`;

describe('docs/alarms.md', () => {
  it('lists the metrics, and the sets of dimensions that they come with', () => {
    const denial = { functionName: 'f', outcome: 'DENY_ERROR', code: 'C' } as const;
    const points = pointsOf({ ...denial, durationMs: 1, at: 0 });
    const units: Readonly<Record<string, string>> = {
      [metricNames.decisions]: 'Count',
      [metricNames.duration]: 'Milliseconds',
    };
    expectTable('metrics', [
      ['metric', 'unit', 'by'],
      ...points.map(({ name, dimensions }) => [
        code(name),
        units[name] ?? '',
        Object.keys(dimensions).map(code).join(', '),
      ]),
    ]);
  });

  it('lists the alarms of a hook with 4 seconds, and that of a lifecycle', () => {
    const all = [...hookAlarms(watched), ...lifecycleAlarms(watched)];
    expectTable('alarms', [
      ['alarm', 'watches', 'rings'],
      ...all.map((alarm) => [
        `[${code(alarm.id)}](#${alarm.id.toLowerCase()})`,
        watchesCell(alarm),
        whenCell(alarm),
      ]),
    ]);
  });

  it('has a section for each alarm, in their order', () => {
    const ids = [...hookAlarms(watched), ...lifecycleAlarms(watched)].map(({ id }) => id);
    const headings = [...page().matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).to.deep.equal(ids);
  });

  it('says of the proxy what is so: the alarms of a hook, with other first steps', () => {
    const without = (alarms: readonly Alarm[]) =>
      alarms.map(({ description, ...rest }) => ({ ...rest, text: description.length > 0 }));
    expect(without(proxyAlarms(watched))).to.deep.equal(without(hookAlarms(watched)));
  });

  it('names the Contributor Insights rule as a stack does', () => {
    const { name } = claimCertificateInsight('log');
    expect(page()).to.contain(`"${name.replace(/log$/, watched.functionName)}"`);
  });
});
