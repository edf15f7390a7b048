import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { spawnContainer } from '../container-process.js';
import { inMs, measureLatency, untilAsBefore } from '../latency.js';
import { type Asked, newProxied, type Proxied, right } from '../proxied.js';
import { warm } from './between-them.js';
import type { FaultBench, Tried } from './fault.js';

const inFlightLimit = 8;
const decisionMs = 200;
// What one container can do: so many decisions of so long at one time.
const capacity = (inFlightLimit * 1_000) / decisionMs;
const times = 10;
const backWithinMs = 10_000;
// They share this process's one core, which a Lambda function does not: more would wait for each other.
const mostProxies = 100;

/** Ten times the events that the container can decide about, each from a proxy that has nothing else to do. */
export async function flood(
  { key, program, progress }: FaultBench,
  milliseconds: number,
): Promise<readonly Tried[]> {
  const container = await spawnContainer(program, [key], { serve: { inFlightLimit } });
  const single = newProxied({ url: container.url, keys: [key] });
  try {
    await warm(single);
    const base = await measureLatency(single, 100);
    const asked = await pour(() => newProxied({ url: container.url, keys: [key] }), milliseconds);
    const { afterMs, latency } = await untilAsBefore(single, base, backWithinMs);
    const denied = asked.filter(({ answer }) => answer === 'deny');
    const wrong = asked.find(({ answer }) => answer !== 'deny' && answer !== right);
    const codes = [...new Set(denied.map(({ code }) => code))].sort().join(', ');
    const can = (capacity * milliseconds) / 1_000;
    const figures = `base ${inMs(base.median)}, afterwards ${inMs(latency.median)}, back after ${afterMs === undefined ? 'more than 10 s' : inMs(afterMs)}`;
    progress(`a flood: ${figures}`);
    return [
      {
        wanted: ['CONTAINER_OVERLOADED'],
        got: wrong?.answer ?? codes,
        row: {
          fault: `${(asked.length / can).toFixed(1)} times what it can do, for ${milliseconds / 1_000} s`,
          answer: wrong?.answer ?? `deny ${denied.length}, allow ${asked.length - denied.length}`,
          'code at the proxy': codes,
          'code at the container': '',
          calls: Math.max(...asked.map(({ calls }) => calls)),
          ms: Math.round(Math.max(...asked.map(({ ms }) => ms))),
          next: afterMs === undefined ? 'not as before' : await single.askRightly(),
          figures,
        },
      },
    ];
  } finally {
    await container.close();
  }
}

/**
 * Asks at a steady pace, whatever the answers are: a device does not wait for another's. An event for which no proxy is
 * free is turned away by Lambda, and never comes this far.
 */
async function pour(another: () => Proxied, milliseconds: number): Promise<readonly Asked[]> {
  const idle = Array.from({ length: mostProxies }, another);
  const asking: Promise<Asked>[] = [];
  const began = performance.now();
  let events = 0;
  for (;;) {
    const elapsed = performance.now() - began;
    if (elapsed >= milliseconds) return Promise.all(asking);
    const due = Math.floor((elapsed * capacity * times) / 1_000);
    for (; events < due; events += 1) {
      const proxied = idle.pop();
      if (proxied === undefined) continue;
      const one = proxied.ask(`wait ${decisionMs}`);
      void one.then(() => idle.push(proxied));
      asking.push(one);
    }
    await pause(5);
  }
}
