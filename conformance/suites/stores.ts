import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import type { DeviceStore, PreProvisioningResponse } from '@gangway/core';
import { dynamodbTableDefinition } from '@gangway/plugins/dynamodb-device-registry';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { createDevicesTable, startDynamodbServer } from '@gangway/testing/dynamodb';
import { bundle } from '../../bench/bundle.js';
import hook from '../../examples/device-claims/hook.js';
import { installLambdaClient, missingEngine, startFunction } from '../lambda-client.js';
import { type Asking, devicesOfTheMorning, morning } from '../registry/morning.js';
import { localCredentials } from '../registry/processes.js';
import { openStore, type StoreAddress, storePlugin } from '../registry/store-address.js';
import type { Suite } from '../suite.js';

/** What one way said: the answer, and what the decision's record or log line says of it. */
interface Said {
  readonly response: unknown;
  readonly code: unknown;
  readonly steps: unknown;
}

/** One table of events, in order: SQLite over HTTP and DynamoDB in the Lambda bundle decide alike. */
export const stores: Suite = {
  name: 'stores',
  async run({ progress }) {
    const skipped = missingEngine();
    if (skipped !== undefined) return { summary: '', faults: [], skipped };
    await installLambdaClient(progress);
    Object.assign(process.env, localCredentials);
    const folder = await mkdtemp(join(tmpdir(), 'gangway-stores-'));
    const dynamodb = await startDynamodbServer();
    try {
      await createDevicesTable(dynamodb.endpoint, dynamodbTableDefinition('devices'));
      const overHttp = await sqliteOverHttp({ kind: 'SQLite', path: join(folder, 'devices.db') });
      const inLambda = await dynamodbInLambda(
        { kind: 'DynamoDB', table: 'devices', endpoint: dynamodb.endpoint },
        join(folder, 'lambda'),
      );
      const faults: string[] = [];
      const rows = await morning();
      for (const row of rows) {
        faults.push(...faultsOf(row, await overHttp.ask(row), await inLambda.ask(row)));
      }
      await overHttp.close();
      await inLambda.close();
      const allowed = rows.filter(({ expected }) => expected === 'ALLOW').length;
      return {
        summary: `${rows.length} events in order (${allowed} allowed) decided alike by SQLite over HTTP and by DynamoDB in the Lambda bundle`,
        faults,
      };
    } finally {
      await dynamodb.close();
      await rm(folder, { recursive: true });
    }
  },
};

async function opened(address: StoreAddress): Promise<DeviceStore> {
  const store = openStore(address);
  const entries = devicesOfTheMorning(Date.now()).map((record) => ({ record }));
  await store.inventory.put(entries, { signal: AbortSignal.timeout(10_000) });
  return store;
}

async function sqliteOverHttp(address: StoreAddress) {
  const store = await opened(address);
  const sink = memoryDecisionSink();
  const replace = [storePlugin(address), sink.plugin(), memoryLogger().plugin()];
  const server = await serve(composeHook(hook, { replace }), { port: 0, insecure: 'loopback' });
  return {
    async ask({ event, before }: Asking): Promise<Said> {
      await before?.(store);
      const body = JSON.stringify(event);
      const answered = await fetch(`${server.url}/events`, { method: 'POST', body });
      const response = (await answered.json()) as PreProvisioningResponse;
      const record = sink.records.at(-1);
      return { response, code: record?.reason?.code, steps: stepsOf(record?.trace) };
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}

async function dynamodbInLambda(
  address: Extract<StoreAddress, { kind: 'DynamoDB' }>,
  folder: string,
) {
  const store = await opened(address);
  await bundle(new URL('../../examples/device-claims/lambda.ts', import.meta.url), folder);
  const lambda = await startFunction(folder, 'index.handler', {
    ...localCredentials,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_DYNAMODB: address.endpoint,
  });
  return {
    async ask({ event, before }: Asking): Promise<Said> {
      await before?.(store);
      const outcome = await lambda.invoke(event);
      const line = lambda.log().findLast(({ message }) => message === 'decision');
      const response = outcome.kind === 'response' ? outcome.payload : outcome;
      return { response, code: line?.code, steps: stepsOf(line?.trace) };
    },
    async close() {
      await lambda.close();
      await store.close();
    },
  };
}

function stepsOf(trace: unknown): readonly string[] {
  const steps = (trace ?? []) as readonly { step: string; name: string; verdict: string }[];
  return steps.map(({ step, name, verdict }) => `${step} ${name}: ${verdict}`);
}

function faultsOf({ name, expected }: Asking, http: Said, lambda: Said): readonly string[] {
  const faults = isDeepStrictEqual(http, lambda)
    ? []
    : [`${name}: ${JSON.stringify(http)} over HTTP, ${JSON.stringify(lambda)} in Lambda`];
  const code = http.code ?? 'ALLOW';
  return code === expected ? faults : [...faults, `${name}: ${String(code)}, not ${expected}`];
}
