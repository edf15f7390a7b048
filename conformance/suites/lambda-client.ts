import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { anEvent, type InvocationOutcome } from '@gangway/testing';
import { bundle, bundleExample } from '../../bench/bundle.js';
import hook from '../../examples/first-hook/hook.js';
import { eventRows } from '../events.js';
import { installLambdaClient, missingEngine, startFunction } from '../lambda-client.js';
import type { Suite } from '../suite.js';
import { threeWays } from '../three-ways.js';

const denied = { allowProvisioning: false, parameterOverrides: {} };
const oslo = { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } };

/** The bundled example in Lambda's own runtime client, against a Runtime API server. */
export const lambdaClient: Suite = {
  name: 'lambda-client',
  async run({ progress }) {
    const skipped = missingEngine();
    if (skipped !== undefined) return { summary: '', faults: [], skipped };
    await installLambdaClient(progress);
    const folder = await mkdtemp(join(tmpdir(), 'gangway-lambda-'));
    try {
      const example = join(folder, 'example');
      const troubled = join(folder, 'troubled');
      const { bytes } = await bundleExample(example);
      await bundle(new URL('../lambda/handlers.ts', import.meta.url), troubled);
      progress('the bundled example, cold and warm');
      const rows = await exampleFaults(example);
      progress('plugins that throw, hang and block');
      const trouble = await troubleFaults(troubled);
      progress('the deadline');
      const deadline = await deadlineFaults(example, troubled);
      return {
        summary: `bundle of ${(bytes / 1000).toFixed(0)} kB; ${rows.count} events of the table equal to core's; ${trouble.length + deadline.length === 0 ? 'throwing, hanging and blocking plugins, init time, deadline and request id as they should be' : ''}`,
        faults: [...rows.faults, ...trouble, ...deadline],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** The whole table through one warm function, beginning with its cold start; its decision log is looked at, too. */
async function exampleFaults(folder: string) {
  const rows = (await eventRows()).filter(({ body }) => body.length < 100_000);
  const { ways, close } = await threeWays(hook);
  const [core] = ways;
  const lambda = await startFunction(folder, 'index.handler');
  const faults: string[] = [];
  for (const { name, body } of rows) {
    const outcome = await lambda.invoke(undefined, { body });
    const wanted = (await core?.answer(body))?.response;
    if (!isDeepStrictEqual(outcome.kind === 'response' && outcome.payload, wanted)) {
      faults.push(`${name}: ${JSON.stringify(outcome)} instead of ${JSON.stringify(wanted)}`);
    }
  }
  const event = anEvent({ serialNumber: 'SN-0001', clientId: 'client-7' });
  await lambda.invoke(event, { requestId: 'request-7' });
  faults.push(...logFaults(lambda.log(), event));
  await lambda.close();
  await close();
  return { count: rows.length, faults };
}

/** The decision's line is JSON that Lambda's logging takes as it is, with what an operator filters by. */
function logFaults(
  log: readonly Readonly<Record<string, unknown>>[],
  event: ReturnType<typeof anEvent>,
): readonly string[] {
  const line = log.find(({ requestId }) => requestId === 'request-7');
  const { timestamp, level, message, certificateId, clientId, outcome } = line ?? {};
  const found = { level, message, certificateId, clientId, outcome };
  const wanted = {
    level: 'INFO',
    message: 'decision',
    certificateId: event.certificateId,
    clientId: 'client-7',
    outcome: 'ALLOW',
  };
  const isTime = typeof timestamp === 'string' && !Number.isNaN(Date.parse(timestamp));
  const odd = log.filter(({ text }) => text !== undefined);
  return [
    ...(isTime && isDeepStrictEqual(found, wanted)
      ? []
      : [`the decision's log line is ${JSON.stringify(line)}`]),
    ...odd.map(({ text }) => `a log line is no JSON: ${String(text)}`),
  ];
}

async function troubleFaults(folder: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [name, code] of [
    ['throws', 'CHECK_FAILED'],
    ['hangs', 'DEADLINE_EXCEEDED'],
    ['blocks', 'DEADLINE_EXCEEDED'],
  ] as const) {
    const running = await startFunction(folder, `index.${name}`);
    // Cold, then warm: neither may leave anything to the next.
    for (const temperature of ['cold', 'warm']) {
      const outcome = await running.invoke(anEvent(), { timeoutMs: 1_500 });
      faults.push(...expectAnswer(`${name}, ${temperature}`, outcome, denied));
    }
    const codes = running
      .log()
      .filter(({ message }) => message === 'decision')
      .map((line) => line.code);
    if (!isDeepStrictEqual(codes, [code, code]))
      faults.push(`${name}: logged ${JSON.stringify(codes)}`);
    await running.close();
  }
  return faults;
}

/** A deny comes before Lambda's own deadline, and init time counts on the first invocation alone. */
async function deadlineFaults(example: string, troubled: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const hanging = await startFunction(troubled, 'index.hangs');
  await hanging.invoke(anEvent(), { timeoutMs: 800 });
  const began = performance.now();
  const outcome = await hanging.invoke(anEvent(), { timeoutMs: 1_200 });
  const took = performance.now() - began;
  faults.push(...expectAnswer('hangs for 1.2 s', outcome, denied));
  if (took < 500 || took > 1_100) faults.push(`1.2 s to go: answered after ${took.toFixed(0)} ms`);
  await hanging.close();

  const late = await startFunction(example, 'index.handler');
  faults.push(
    ...expectAnswer('no time left', await late.invoke(anEvent(), { timeoutMs: 400 }), denied),
  );
  faults.push(
    ...expectAnswer('time again', await late.invoke(anEvent(), { timeoutMs: 4_000 }), oslo),
  );
  await late.close();
  return faults;
}

function expectAnswer(name: string, outcome: InvocationOutcome, wanted: object): readonly string[] {
  return outcome.kind === 'response' && isDeepStrictEqual(outcome.payload, wanted)
    ? []
    : [`${name}: ${JSON.stringify(outcome)}`];
}
