import { startContainer } from '../container.js';
import { inParallel } from '../in-parallel.js';
import { newProxied, type Proxied, right } from '../proxied.js';
import { type Behaviour, startRawServer } from '../raw-server.js';
import type { AnswerFault } from './answer-fault.js';
import { relayTo } from './behaviour.js';
import { type Fault, type FaultRow, rowOf } from './fault.js';

/**
 * Puts something between a warm proxy and a container that treats one call wrongly; before and after it calls are handed
 * on as they should be, over the same connections where those are left.
 *
 * @param width how many are tried at one time: most of them wait
 */
export const betweenThem =
  (faults: Readonly<Record<string, AnswerFault>>, width = 8): Fault =>
  async ({ key }) => {
    const container = await startContainer([key]);
    const rows: FaultRow[] = [];
    const names = Object.keys(faults);
    try {
      await inParallel(names.length, width, async (at) => {
        const name = names[at] ?? '';
        const behaviour = faults[name]?.(key);
        if (behaviour === undefined) throw new Error(`no fault ${name}`);
        const relay = relayTo(container.server.port);
        rows.push(await tryOne(name, behaviour, relay, key));
      });
    } finally {
      await container.server.close();
    }
    return rows.sort((a, b) => names.indexOf(a.fault) - names.indexOf(b.fault));
  };

async function tryOne(
  fault: string,
  behaviour: Behaviour,
  relay: Behaviour,
  key: string,
): Promise<FaultRow> {
  const server = await startRawServer(relay);
  const proxied = newProxied({ url: server.url, keys: [key] });
  try {
    await warm(proxied);
    server.behave(behaviour);
    const asked = await proxied.ask();
    server.behave(relay);
    const next = await proxied.askRightly();
    return rowOf({ fault, asked, next });
  } finally {
    await server.close();
  }
}

/** A first call, so that there is a connection for the fault to be on. */
export async function warm(proxied: Proxied): Promise<void> {
  const first = await proxied.askRightly();
  if (first !== right) throw new Error(`before any fault: ${first}`);
}
