import { performance } from 'node:perf_hooks';
import { growth } from '../../bench/growth.js';
import { type NextCall, signedCalls, unsignedCalls } from './calls.js';
import { keptClient } from './kept-client.js';
import type { ProcessState } from './own-state.js';
import type { Setting } from './setting.js';
import { type Service, startService } from './start-service.js';
import { wrongWith } from './wrong-with.js';

/** Clients of either port; each keeps its connection and sends its next call when it has the answer. */
const clients = 16;
const samples = 100;
const megabyte = 1_048_576;

interface Tally {
  readonly faults: string[];
  readonly times: number[];
}

/** Many calls, signed and unsigned, to one process: every answer right, and nothing that grows. */
export async function endure(setting: Setting, runs: number) {
  const { file, progress } = setting;
  const service = await startService(file);
  const signed: Tally = { faults: [], times: [] };
  const unsigned: Tally = { faults: [], times: [] };
  const began = performance.now();
  const watch = watching(
    service,
    () => (signed.times.length + unsigned.times.length) / runs,
    progress,
  );
  const half = Math.ceil(runs / 2);
  await Promise.all([
    ...run(service.signed, half, () => signedCalls(setting, 0.05), signed),
    ...run(service.unsigned, runs - half, () => unsignedCalls(setting), unsigned),
  ]);
  const seconds = (performance.now() - began) / 1_000;
  const states = await watch.end();
  const last = await settled(service);
  const { code } = await service.terminate();
  const heap = growth(
    states.map((state) => state.heapUsed / megabyte),
    10,
  );
  // Beside the heap the system's pages are counted, which come and go by the dozen.
  const rss = growth(
    states.map((state) => state.rss / megabyte),
    20,
  );
  const wrong = [...signed.faults, ...unsigned.faults];
  return {
    summary: [
      `${runs} requests, half of them signed, ${(runs / seconds).toFixed(0)} a second, ${wrong.length} wrong answers`,
      `p99 ${p99(signed.times)} ms signed, ${p99(unsigned.times)} ms unsigned`,
      `heap ${heap.summary}, RSS ${rss.summary} over ${states.length} samples`,
      `${last.sockets} sockets and ${last.inFlight} decisions under way left`,
    ].join('; '),
    faults: [
      ...wrong.slice(0, 10),
      ...heap.faults.map((fault) => `the heap grew: ${fault}`),
      ...rss.faults.map((fault) => `RSS grew: ${fault}`),
      ...(last.sockets === 0 ? [] : [`${last.sockets} connections are still open`]),
      ...(last.inFlight === 0 ? [] : [`${last.inFlight} decisions are still said to be under way`]),
      ...(code === 0 ? [] : [`the service ended with ${code}`]),
    ],
  };
}

/** Clients that share so many calls. */
function run(port: number, count: number, calls: () => NextCall, tally: Tally): Promise<void>[] {
  let left = count;
  return Array.from({ length: clients }, async () => {
    const client = keptClient(port);
    const next = calls();
    while (left > 0) {
      left -= 1;
      const call = next();
      const outcome = await client.send(call.outgoing);
      const wrong = wrongWith(call, outcome);
      if (wrong !== undefined) tally.faults.push(wrong);
      tally.times.push(outcome.kind === 'answered' ? outcome.milliseconds : Number.NaN);
    }
    client.close();
  });
}

/** Asks the service how it is, a hundred times in the run. */
function watching(service: Service, done: () => number, progress: (line: string) => void) {
  const states: ProcessState[] = [];
  let ended = false;
  const watch = async () => {
    while (!ended) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (done() < (states.length + 1) / (samples + 1)) continue;
      states.push(await service.state());
      if (states.length % 10 === 0) progress(`${Math.round(done() * 100)} % of the requests`);
    }
    return states;
  };
  const watched = watch();
  return {
    end() {
      ended = true;
      return watched;
    },
  };
}

/** How the service is once it has seen that its clients are gone. */
async function settled(service: Service): Promise<ProcessState> {
  let state = await service.state();
  for (let tries = 0; state.sockets > 0 && tries < 40; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    state = await service.state();
  }
  return state;
}

function p99(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN).toFixed(1);
}
