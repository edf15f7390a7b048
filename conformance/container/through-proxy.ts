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
  const wantedCodes: string[] = [];
  for (const { name, body } of rows) {
    const outcome = await lambda.invoke(undefined, { body });
    const wanted = await core?.answer(body);
    // What is over the limit of a call is refused by the proxy, before it is sent.
    const tooLarge = body.length > 262_144;
    const response = tooLarge ? denied : wanted?.response;
    if (!tooLarge) wantedCodes.push(wanted?.code ?? '');
    if (!isDeepStrictEqual(outcome.kind === 'response' && outcome.payload, response)) {
      faults.push(`${name}: ${JSON.stringify(outcome)} instead of ${JSON.stringify(response)}`);
    }
  }
  await lambda.close();
  await close();
  const log = await container.log();
  const codes = log
    .filter(({ message }) => message === 'decision')
    .map(({ outcome, code }) => (outcome === 'ALLOW' ? 'ALLOW' : code));
  for (const [index, code] of wantedCodes.entries()) {
    if (codes[index] !== code)
      faults.push(`decision ${index}: the container logged ${String(codes[index])}, not ${code}`);
  }
  const odd = log.filter(({ text }) => text !== undefined);
  faults.push(...odd.map(({ text }) => `a log line is no JSON: ${String(text)}`));
  return { count: rows.length, faults };
}
