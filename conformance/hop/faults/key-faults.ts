import type { HopKeys } from '@gangway/hop';
import { startContainer } from '../container.js';
import { newHopKey } from '../keys.js';
import { newProxied } from '../proxied.js';
import { warm } from './between-them.js';
import { type Fault, type FaultRow, rowOf, type Wanted } from './fault.js';

type Source = () => readonly string[] | Promise<readonly string[]>;

interface KeyCase {
  readonly proxy: Source;
  readonly container: Source;
  readonly wanted?: Wanted;
}

/** Keys of both sides while a fault lasts; before and after, both have the good one. */
const cases = (good: string, old: string, other: string): Readonly<Record<string, KeyCase>> => ({
  'the proxy has another key': { proxy: () => [other], container: () => [good] },
  'the proxy has the old key still, the container has not': {
    proxy: () => [old],
    container: () => [good],
  },
  'the container has the old key still, the proxy has not': {
    proxy: () => [good],
    container: () => [old],
  },
  'two keys each, none in common': {
    proxy: () => [old, other],
    container: () => [good, newHopKey()],
  },
  'two keys at the proxy, one in common': {
    wanted: 'right',
    proxy: () => [other, good],
    container: () => [good],
  },
  'two keys at the container, one in common': {
    wanted: 'right',
    proxy: () => [good],
    container: () => [old, good],
  },
  'rotated on both sides': {
    wanted: 'right',
    proxy: () => [other],
    container: () => [other],
  },
  "the proxy's keys cannot be had": {
    proxy: () => Promise.reject(unavailable),
    container: () => [good],
  },
  "the container's keys cannot be had": {
    proxy: () => [good],
    container: () => Promise.reject(unavailable),
  },
  "the proxy's keys do not come": { proxy: forEver, container: () => [good] },
  "the container's keys do not come": { proxy: () => [good], container: forEver },
  "the proxy's key is none": { proxy: () => ['whsec_'], container: () => [good] },
  "the container's key is none": { proxy: () => [good], container: () => ['whsec_'] },
});

const unavailable = new Error('the secret store is down');

function forEver(): Promise<readonly string[]> {
  return new Promise(() => undefined);
}

export const keyFaults: Fault = async () => {
  const good = newHopKey();
  const table = Object.entries(cases(good, newHopKey(), newHopKey()));
  return Promise.all(table.map(([name, keys]) => tryKeys(name, good, keys)));
};

async function tryKeys(name: string, good: string, keys: KeyCase): Promise<FaultRow> {
  let lasts = false;
  const of =
    (side: Source): HopKeys =>
    () =>
      lasts ? side() : [good];
  const { server, records } = await startContainer(of(keys.container));
  const proxied = newProxied({ url: server.url, keys: of(keys.proxy) });
  try {
    await warm(proxied);
    lasts = true;
    const before = records.length;
    const asked = await proxied.ask();
    const record = records[before];
    lasts = false;
    const atContainer = record === undefined ? '' : (record.reason?.code ?? 'ALLOW');
    const next = await proxied.askRightly();
    return rowOf({ fault: name, wanted: keys.wanted ?? 'deny', asked, atContainer, next });
  } finally {
    await server.close();
  }
}
