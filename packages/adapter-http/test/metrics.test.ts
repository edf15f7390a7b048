import { readFileSync } from 'node:fs';
import { type ServerMetrics, serve, serverMetrics, toFetchHandler } from '@gangway/adapter-http';
import { composeHook, defineHook } from '@gangway/composition';
import {
  coreReasonCodes,
  DeviceRegistry,
  defineCheck,
  definePlugin,
  deny,
  permit,
  provide,
} from '@gangway/core';
import { anEvent, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { parsePrometheus, type Sample } from './prometheus-text.js';
import { sampleHook, unsigned } from './sample-hook.js';

const read = async (metrics: ServerMetrics) => parsePrometheus((await metrics.read()).text);

/** The value of the one series that has this name and these labels. */
function value(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  expect(found.length, name).to.be.at.most(1);
  return found[0]?.value;
}

async function told(events: readonly unknown[], more: Parameters<typeof sampleHook>[0] = []) {
  const metrics = serverMetrics();
  const handle = toFetchHandler(sampleHook(more).hook, { ...unsigned, metrics });
  for (const event of events) {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    await handle(new Request('http://hook/events', { method: 'POST', body }));
  }
  return { metrics, handle, ...(await read(metrics)) };
}

const registry = definePlugin({
  name: 'registry',
  build: () => ({
    provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
  }),
})();

const registered = definePlugin({
  name: 'registered',
  needs: { devices: DeviceRegistry },
  build: () => ({
    checks: {
      async registered(_request, { ports, signal }) {
        await ports.devices.find('SN-0001', { signal });
        return permit();
      },
    },
  }),
})();

describe('the metrics of a server', () => {
  it('count decisions by outcome and code, and how long they took', async () => {
    const { samples } = await told([
      anEvent(),
      anEvent(),
      anEvent({ serialNumber: 'SN-9999' }),
      { nothing: true },
    ]);
    const decisions = 'gangway_decisions_total';
    expect(value(samples, decisions, { outcome: 'ALLOW', code: '' })).to.equal(2);
    expect(value(samples, decisions, { outcome: 'DENY_POLICY', code: 'DEVICE_UNKNOWN' })).to.equal(
      1,
    );
    expect(value(samples, 'gangway_decision_duration_seconds_count')).to.equal(4);
    expect(value(samples, 'gangway_decision_duration_seconds_bucket', { le: '+Inf' })).to.equal(4);
    expect(value(samples, 'gangway_decisions_in_flight')).to.equal(0);
  });

  it('count calls that never came to a decision', async () => {
    const { samples } = await told(['no JSON', `"${'a'.repeat(300_000)}"`]);
    const refused = 'gangway_calls_refused_total';
    expect(value(samples, refused, { code: 'BODY_NOT_JSON' })).to.equal(1);
    expect(value(samples, refused, { code: 'BODY_TOO_LARGE' })).to.equal(1);
    expect(value(samples, 'gangway_decision_duration_seconds_count')).to.equal(0);
  });

  it('count calls that were not let in', async () => {
    const metrics = serverMetrics();
    const keys = [`whsec_${'A'.repeat(43)}=`];
    const handle = toFetchHandler(sampleHook().hook, { keys, metrics });
    await handle(new Request('http://hook/events', { method: 'POST', body: '{}' }));
    const { samples } = await read(metrics);
    expect(value(samples, 'gangway_calls_refused_total', { code: 'CALL_UNSIGNED' })).to.equal(1);
  });

  it('count calls of ports by the hook that is given `observePort`', async () => {
    const metrics = serverMetrics();
    const hook = composeHook(defineHook([registry, registered]), {
      replace: [memoryLogger().plugin()],
      observe: metrics.observePort,
    });
    await hook.decide(anEvent());
    const { samples } = await read(metrics);
    const call = { port: 'DeviceRegistry', operation: 'find' };
    expect(value(samples, 'gangway_port_calls_total', { ...call, outcome: 'answered' })).to.equal(
      1,
    );
    expect(value(samples, 'gangway_port_call_duration_seconds_count', call)).to.equal(1);
  });

  it('have a series for each reason of turning away from the start, so that the first one is an increase', async () => {
    const { samples } = await told([]);
    const shed = samples.filter(({ name }) => name === 'gangway_shed_total');
    expect(shed.map(({ labels }) => labels.reason)).to.have.members([
      'full',
      'late',
      'memory',
      'connections',
      'pipelined',
    ]);
    for (const { value } of shed) expect(value).to.equal(0);
  });

  it('have a series for each fault from the start, so that an alarm hears of the first one', async () => {
    const { samples } = await told([]);
    const of = (name: string) =>
      samples.filter((sample) => sample.name === name).map(({ labels }) => labels.code);
    expect(of('gangway_decisions_total')).to.include.members([
      'PORT_UNAVAILABLE',
      'DEADLINE_EXCEEDED',
      'LEDGER_FAILED',
    ]);
    expect(of('gangway_calls_refused_total')).to.have.members([
      'CALL_KEYS_UNAVAILABLE',
      'CALL_MEMORY_FULL',
      'HOOK_FAILED',
    ]);
  });

  it('count calls that a fault of the hook kept from a decision', async () => {
    const metrics = serverMetrics();
    const decide = () => Promise.reject(new Error('broken'));
    const handle = toFetchHandler({ ...sampleHook().hook, decide }, { ...unsigned, metrics });
    await handle(new Request('http://hook/events', { method: 'POST', body: '{}' }));
    const { samples } = await read(metrics);
    expect(value(samples, 'gangway_calls_refused_total', { code: 'HOOK_FAILED' })).to.equal(1);
  });

  it('stay few, whatever codes a check makes of what devices send', async () => {
    const loose = defineCheck('loose', ({ parameters }) =>
      deny(String(parameters.SerialNumber), 'not in the list'),
    );
    const codes = Array.from({ length: 400 }, (_, index) => `SERIAL_${index}`);
    const events = [...codes, 'no code\n"', 'x'.repeat(100)].map((serialNumber) =>
      anEvent({ serialNumber }),
    );
    const { samples } = await told(events, [loose]);
    const seen = samples.filter(({ name }) => name === 'gangway_decisions_total');
    expect(seen.length).to.be.at.most(256 + Object.keys(coreReasonCodes).length + 2);
    expect(value(seen, 'gangway_decisions_total', { code: 'other' })).to.be.at.least(144);
  });

  it('say what the process is, and what this is a version of', async () => {
    const { samples } = await told([]);
    expect(value(samples, 'process_resident_memory_bytes')).to.be.above(10_000_000);
    expect(value(samples, 'process_cpu_seconds_total')).to.be.above(0);
    const started = value(samples, 'process_start_time_seconds') ?? 0;
    expect(Date.now() / 1_000 - started).to.be.within(0, 3_600);
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    );
    expect(value(samples, 'gangway_build_info', { version, node: process.version })).to.equal(1);
  });

  it('are of this server alone: another has its own', async () => {
    await told([anEvent()]);
    const { samples } = await told([]);
    expect(value(samples, 'gangway_decision_duration_seconds_count')).to.equal(0);
  });

  it('are named as Prometheus has it: counters by _total, times in seconds', async () => {
    const { types } = await told([]);
    for (const [name, type] of types) {
      expect(name.endsWith('_total'), name).to.equal(type === 'counter');
      expect(name).to.not.match(/_(?:ms|milliseconds)(?:_|$)/);
      if (type === 'histogram') expect(name).to.match(/_seconds$/);
    }
  });
});

describe('GET /metrics', () => {
  it('answers them as Prometheus reads them', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    await fetch(`${server.url}/events`, { method: 'POST', body: JSON.stringify(anEvent()) });
    const response = await fetch(`${server.url}/metrics`);
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal(
      'text/plain; version=0.0.4; charset=utf-8',
    );
    const { samples } = parsePrometheus(await response.text());
    expect(value(samples, 'gangway_decisions_total', { outcome: 'ALLOW' })).to.equal(1);
    await server.close();
  });

  it('writes them down no more than four times a second, however often they are asked for', async () => {
    let reads = 0;
    const metrics = serverMetrics();
    const counted: ServerMetrics = {
      ...metrics,
      read() {
        reads += 1;
        return metrics.read();
      },
    };
    const handle = toFetchHandler(sampleHook().hook, { ...unsigned, metrics: counted });
    const get = () => handle(new Request('http://hook/metrics')).then((answer) => answer.text());
    const [first] = await Promise.all(Array.from({ length: 50 }, get));
    expect(reads).to.equal(1);
    expect(first).to.contain('gangway_decisions_in_flight 0');
  });
});
