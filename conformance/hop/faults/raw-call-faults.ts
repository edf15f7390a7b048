import { performance } from 'node:perf_hooks';
import { type Container, startContainer } from '../container.js';
import { newProxied, type Proxied } from '../proxied.js';
import { sendRaw } from '../send-raw.js';
import { verdictOn } from '../verdict-on.js';
import { warm } from './between-them.js';
import type { Fault, Tried } from './fault.js';
import { type RawCall, rawCalls } from './raw-calls.js';

/** What the container makes of calls that no proxy sends, and then of a proxy's. */
export const rawCallFaults: Fault = async ({ key }) => {
  const container = await startContainer([key]);
  const proxied = newProxied({ url: container.server.url, keys: [key] });
  const all: Tried[] = [];
  try {
    await warm(proxied);
    for (const [wanted, named] of Object.entries(rawCalls)) {
      for (const [what, octetsOf] of Object.entries(named)) {
        const one = await tryRaw(`a call, ${what}`, octetsOf(key), container, proxied);
        all.push({ ...one, wanted: [wanted] });
      }
    }
  } finally {
    await container.server.close();
  }
  return all;
};

async function tryRaw(
  fault: string,
  octets: ReturnType<RawCall>,
  { server, records }: Container,
  proxied: Proxied,
): Promise<Omit<Tried, 'wanted'>> {
  const before = records.length;
  const began = performance.now();
  const answer = await sendRaw(server.port, octets);
  const ms = Math.round(performance.now() - began);
  const codes = records.slice(before).map(({ reason }) => reason?.code ?? 'ALLOW');
  const { code } = verdictOn(answer);
  const status = answer.reply?.start.split(' ')[1] ?? 'closed';
  return {
    got: code === undefined ? 'allow' : [status, ...codes].join(' '),
    row: {
      fault,
      answer: code === undefined ? 'allow' : `deny, ${status}`,
      'code at the proxy': '',
      'code at the container': codes.join(', '),
      calls: 0,
      ms,
      next: await proxied.askRightly(),
      figures: '',
    },
  };
}
