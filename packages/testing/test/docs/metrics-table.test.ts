import { serverMetrics } from '@gangway/adapter-http';
import { expect } from 'chai';
import { expectPart, table } from './page-part.js';

/** Name, type, labels and help of each metric, as they are exposed. */
async function metricRows(): Promise<readonly (readonly string[])[]> {
  const metrics = serverMetrics();
  metrics.observePort({
    port: 'DeviceRegistry',
    operation: 'find',
    outcome: 'answered',
    durationMs: 1,
  });
  metrics.meter.refused('BODY_NOT_JSON');
  metrics.meter.took({ kind: 'no-claim' });
  const { text } = await metrics.read();
  const helps = [...text.matchAll(/^# HELP (\S+) (.+)$/gm)];
  return helps.map(([, name = '', help = '']) => {
    const [, type = ''] = new RegExp(`^# TYPE ${name} (\\S+)$`, 'm').exec(text) ?? [];
    const [, labels = ''] = new RegExp(`^${name}(?:_bucket)?\\{(.*)\\} `, 'm').exec(text) ?? [];
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
    const own = names.filter((label) => label !== 'le').map((label) => `\`${label}\``);
    return [`\`${name}\``, type, own.join(', '), help];
  });
}

describe('docs/http.md', () => {
  it('lists the metrics of a server', async () => {
    const rows = await metricRows();
    expect(rows).to.have.lengthOf.at.least(10);
    expectPart('docs/http.md', 'metrics', table(['metric', 'type', 'labels', 'what it is'], rows));
  });
});
