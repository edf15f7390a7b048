import { type Container, startContainer } from '../container.js';
import { inParallel } from '../in-parallel.js';
import { newProxied, type Proxied, right } from '../proxied.js';
import { type Behaviour, startRawServer } from '../raw-server.js';
import type { AnswerFault, AnswerFaults } from './answer-fault.js';
import { relayTo } from './behaviour.js';
import { type Fault, type Tried, tried } from './fault.js';

// Most of them wait.
const width = 8;

/**
 * Puts something between a warm proxy and a container that treats one call wrongly; before and after it calls are handed
 * on as they should be, over the same connections where those are left.
 */
export const betweenThem =
  (faults: AnswerFaults): Fault =>
  async ({ key }) => {
    const container = await startContainer([key]);
    const all = Object.entries(faults).flatMap(([wanted, named]) =>
      Object.entries(named).map(([fault, make]) => ({ wanted, fault, make })),
    );
    const found = new Map<string, Tried>();
    try {
      await inParallel(all.length, width, async (at) => {
        const one = all[at];
        if (one === undefined) return;
        found.set(one.fault, await tryOne(one, key, container));
      });
    } finally {
      await container.server.close();
    }
    return all.flatMap(({ fault }) => found.get(fault) ?? []);
  };

async function tryOne(
  { fault, wanted, make }: { fault: string; wanted: string; make: AnswerFault },
  key: string,
  { server: { port, url } }: Container,
): Promise<Tried> {
  let last: Uint8Array = new Uint8Array();
  const relay: Behaviour = relayTo(port, (octets) => {
    last = octets;
  });
  const server = await startRawServer(relay);
  const proxied = newProxied({ url: server.url, keys: [key] });
  try {
    await warm(proxied);
    server.behave(make({ key, url, relay, lastReply: () => last }));
    const asked = await proxied.ask();
    server.behave(relay);
    return tried({ fault, wanted, asked, next: await proxied.askRightly() });
  } finally {
    await server.close();
  }
}

/** A first call, so that there is a connection for the fault to be on. */
export async function warm(proxied: Proxied): Promise<void> {
  const first = await proxied.askRightly();
  if (first !== right) throw new Error(`before any fault: ${first}`);
}
