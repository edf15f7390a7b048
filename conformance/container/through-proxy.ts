import { isDeepStrictEqual } from 'node:util';
import hook from '../../examples/first-hook/hook.js';
import { eventRows } from '../events.js';
import { startFunction } from '../lambda-client.js';
import { threeWays } from '../three-ways.js';
import type { RunningContainer } from './container.js';

const denied = { allowProvisioning: false, parameterOverrides: {} };

/**
 * The table of events: event → Lambda's own runtime client, with the bundled proxy in it → container → decision, against
 * the decision in this process. Equal are what AWS IoT is told, and outcome and code in the container's log.
 */
export async function tableFaults(container: RunningContainer, proxy: string, keys: string) {
  const rows = await eventRows();
  const { ways, close } = await threeWays(hook);
  const [core] = ways;
  const lambda = await startFunction(proxy, 'index.handler', {
    HOOK_URL: container.url,
    HOP_KEYS_FILE: keys,
  });
  const faults: string[] = [];
  for (const [index, { name, body }] of rows.entries()) {
    const outcome = await lambda.invoke(undefined, { body, requestId: requestId(index) });
    const wanted = isSent(body) ? (await core?.answer(body))?.response : denied;
    if (!isDeepStrictEqual(outcome.kind === 'response' && outcome.payload, wanted)) {
      faults.push(`${name}: ${JSON.stringify(outcome)} instead of ${JSON.stringify(wanted)}`);
    }
  }
  await lambda.close();
  const log = await container.log();
  const logged = new Map(
    log
      .filter(({ message }) => message === 'decision')
      .map(({ requestId, outcome, code }) => [requestId, outcome === 'ALLOW' ? 'ALLOW' : code]),
  );
  for (const [index, { name, body }] of rows.entries()) {
    const wanted = isSent(body) ? (await core?.answer(body))?.code : undefined;
    const code = logged.get(requestId(index));
    if (code !== wanted) {
      faults.push(`${name}: the container logged ${String(code)}, not ${String(wanted)}`);
    }
  }
  await close();
  const odd = log.filter(({ text }) => text !== undefined);
  faults.push(...odd.map(({ text }) => `a log line is no JSON: ${String(text)}`));
  return { count: rows.length, faults };
}

const requestId = (index: number): string => `row-${index}`;

/** Whether the proxy asks the container at all: not about what is over the limit of a call, or what JSON cannot hold again. */
function isSent(body: string): boolean {
  try {
    return JSON.stringify(JSON.parse(body)).length <= 262_144;
  } catch {
    return false;
  }
}
