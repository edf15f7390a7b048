import { startContainer } from '../container.js';
import { newProxied } from '../proxied.js';
import { startRawServer } from '../raw-server.js';
import { relayTo } from './behaviour.js';
import { warm } from './between-them.js';
import { type Fault, type FaultBench, type Tried, tried } from './fault.js';
import { spawnFullListener } from './full-listener.js';

/** Nothing listens any more; then something does again. */
const nothingListens = async ({ key }: FaultBench): Promise<Tried> => {
  const container = await startContainer([key]);
  const relay = relayTo(container.server.port);
  const first = await startRawServer(relay);
  const proxied = newProxied({ url: first.url, keys: [key] });
  await warm(proxied);
  await first.close();
  const asked = await proxied.ask();
  const second = await startRawServer(relay, { port: first.port });
  try {
    return tried({
      fault: 'nothing listens',
      wanted: 'PROXY_UNREACHABLE',
      asked,
      next: await proxied.askRightly(),
    });
  } finally {
    await second.close();
    await container.server.close();
  }
};

/** A connection is asked for, and neither made nor refused: the listener's queue is full. */
const connectHangs = async ({ key }: FaultBench): Promise<Tried> => {
  const container = await startContainer([key]);
  const listener = await spawnFullListener(container.server.port);
  const proxied = newProxied({ url: `http://127.0.0.1:${listener.port}`, keys: [key] });
  try {
    const asked = await proxied.ask();
    await listener.release();
    return tried({
      fault: 'connecting hangs',
      wanted: 'PROXY_CONNECT_TIMEOUT',
      asked,
      next: await proxied.askRightly(),
    });
  } finally {
    await listener.close();
    await container.server.close();
  }
};

const noName = async ({ key }: FaultBench): Promise<Tried> => {
  const proxied = newProxied({ url: 'https://container.invalid', keys: [key] });
  const asked = await proxied.ask();
  // There is nothing that could come back under this name (RFC 2606, section 2).
  return tried({ fault: 'its name is not known', wanted: 'PROXY_UNREACHABLE', asked, next: '' });
};

export const connectionFaults: Fault = (bench) =>
  Promise.all([nothingListens(bench), connectHangs(bench), noName(bench)]);
