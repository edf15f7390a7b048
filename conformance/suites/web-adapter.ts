import { isDeepStrictEqual } from 'node:util';
import { type ServeOptions, serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import type { DecidingHook, PreProvisioningResponse } from '@gangway/core';
import { anEvent, memoryLogger, type RuntimeApi, startRuntimeApi } from '@gangway/testing';
import hook from '../../examples/first-hook/hook.js';
import { eventRows } from '../events.js';
import type { Suite } from '../suite.js';
import { composedAnswers } from '../three-ways.js';
import { startWebAdapter } from '../web-adapter/web-adapter.js';

const open: ServeOptions = { port: 0, insecure: 'loopback' };

/** As docs/container.md has it. */
const environmentOf = (port: number) => ({
  AWS_LWA_PORT: String(port),
  AWS_LWA_READINESS_CHECK_PATH: '/readyz',
  AWS_LWA_PASS_THROUGH_PATH: '/events',
  AWS_LWA_ERROR_STATUS_CODES: '500-599',
});

/** The table of events through the Runtime API, what behaves as AWS Lambda Web Adapter does, and the served hook. */
export const webAdapter: Suite = {
  name: 'web-adapter',
  async run({ progress }) {
    progress('the table of events');
    const table = await tableFaults();
    progress('late, failed, gone and wrongly set');
    const cases = await Promise.all([lateFaults(), failureFaults(), wrongPathFaults()]);
    return {
      summary: `${table.count} events of the table decided as by core, through Runtime API, adapter and HTTP; a service that is late, fails, is gone, or is asked on a wrong path allows nothing`,
      faults: [...table.faults, ...cases.flat()],
    };
  },
};

async function tableFaults() {
  // Lambda's payload may be larger than an event ever is; the largest row is over the limit of HTTP.
  const rows = (await eventRows()).filter(({ body }) => body.length < 100_000);
  const core = composedAnswers(hook);
  const served = composedAnswers(hook);
  const faults: string[] = [];
  await withAdapter(served.hook, {}, async (runtime) => {
    for (const { name, body } of rows) {
      const outcome = await runtime.invoke(undefined, { body });
      const answer =
        outcome.kind === 'response'
          ? served.told(outcome.payload as PreProvisioningResponse)
          : outcome;
      const wanted = await core.answer(body);
      if (!isDeepStrictEqual(answer, wanted)) {
        faults.push(`${name}: ${JSON.stringify(answer)} instead of ${JSON.stringify(wanted)}`);
      }
    }
  });
  return { count: rows.length, faults };
}

/** The first event waits for a service that prepares, and is decided then. */
async function lateFaults(): Promise<readonly string[]> {
  const prepared = Promise.withResolvers<void>();
  const late = { ...quiet(), prepare: () => prepared.promise };
  const order: string[] = [];
  let kind = '';
  await withAdapter(late, {}, async (runtime, ready) => {
    const noted = ready.then(() => order.push('ready'));
    const invoked = runtime.invoke(anEvent());
    order.push('prepared');
    prepared.resolve();
    ({ kind } = await invoked);
    await noted;
  });
  return kind === 'response' && order.join() === 'prepared,ready'
    ? []
    : [`late: ${kind}, ${order.join(', then ')}`];
}

/** A fault of the hook, and a service that is gone, are failures of the function: AWS IoT refuses, the alarm rings. */
async function failureFaults(): Promise<readonly string[]> {
  const failing = { ...quiet(), decide: () => Promise.reject(new Error('broken')) };
  const faults: string[] = [];
  await withAdapter(failing, {}, async (runtime, _ready, stop) => {
    const broken = await runtime.invoke(anEvent());
    if (broken.kind !== 'error') faults.push(`a fault of the hook: ${JSON.stringify(broken)}`);
    await stop();
    const gone = await runtime.invoke(anEvent());
    if (gone.kind !== 'error') faults.push(`a service that is gone: ${JSON.stringify(gone)}`);
  });
  return faults;
}

/** Whatever the adapter is told of paths, what comes back is a denial. */
async function wrongPathFaults(): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const path of ['/', '/event', '/healthz', '/readyz']) {
    await withAdapter(quiet(), { AWS_LWA_PASS_THROUGH_PATH: path }, async (runtime) => {
      const outcome = await runtime.invoke(anEvent());
      if (!(outcome.kind === 'response' && isDenial(outcome.payload))) {
        faults.push(`events posted to ${path}: ${JSON.stringify(outcome)}`);
      }
    });
  }
  return faults;
}

const isDenial = (payload: unknown): boolean =>
  typeof payload === 'object' &&
  payload !== null &&
  'allowProvisioning' in payload &&
  payload.allowProvisioning === false;

const quiet = () => composeHook(hook, { replace: [memoryLogger().plugin()] });

async function withAdapter(
  served: DecidingHook,
  environment: Readonly<Record<string, string>>,
  use: (runtime: RuntimeApi, ready: Promise<void>, stop: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const server = await serve(served, open);
  await using runtime = await startRuntimeApi();
  const adapter = startWebAdapter(runtime.host, { ...environmentOf(server.port), ...environment });
  try {
    await use(runtime, adapter.ready, server.close);
  } finally {
    await adapter.close();
    await server.close();
  }
}
