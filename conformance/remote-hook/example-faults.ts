import { performance } from 'node:perf_hooks';
import { anEvent } from '@gangway/testing';
import { askReady, type Command, hookOf, outcomeOf } from './deciding.js';

const seattle = 'ALLOW {"DeviceLocation":"Seattle"}';
const times = 50;

/** What is wrong with the contract's example, in one language, and how long it takes. */
export async function exampleFaults(language: string, command: Command) {
  const faults: string[] = [];
  const expect = (what: string, outcome: string, wanted: string) => {
    if (outcome !== wanted) faults.push(`${language}, ${what}: ${outcome}, not ${wanted}`);
  };
  const cold = performance.now();
  expect('not prepared', outcomeOf(await hookOf(command).decide(anEvent())), seattle);
  const coldMs = performance.now() - cold;

  const ready = await askReady(command);
  expect('prepared', ready.outcome, seattle);
  const warm = performance.now();
  for (let time = 0; time < times; time += 1) expect('warm', await ready.again(), seattle);
  const warmMs = (performance.now() - warm) / times;

  const merged = await askReady(command, { values: { Site: 'Oslo' } });
  expect('merged', merged.outcome, 'ALLOW {"DeviceLocation":"Seattle","Site":"Oslo"}');
  const agreed = await askReady(command, { values: { DeviceLocation: 'Seattle' } });
  expect('with the same value from elsewhere', agreed.outcome, seattle);
  const conflict = await askReady(command, { values: { DeviceLocation: 'Oslo' } });
  expect('with another value', conflict.outcome, 'DENY_ERROR OVERRIDE_CONFLICT');
  const undeclared = await askReady(command, { keys: ['Site'] });
  expect('with a key that is not declared', undeclared.outcome, 'DENY_ERROR OVERRIDE_UNDECLARED');
  return {
    faults,
    summary: `${language}: start ${ready.startMs.toFixed(0)} ms, first request ${ready.firstMs.toFixed(0)} ms, unprepared ${coldMs.toFixed(0)} ms, warm ${warmMs.toFixed(1)} ms`,
  };
}

/** Outcomes of what a hook does, by its handler. */
export async function outcomeFaults(
  language: string,
  commandOf: (handler: string) => Command,
  outcomes: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [handler, wanted] of Object.entries(outcomes)) {
    const asked = await askReady(commandOf(handler), { timeoutSeconds: 2 });
    // A process that was lost is replaced, and comes to the same again.
    for (const outcome of [asked.outcome, await asked.again()]) {
      if (outcome !== wanted) faults.push(`${language}, ${handler}: ${outcome}, not ${wanted}`);
    }
  }
  return faults;
}
