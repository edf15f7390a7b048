import type { HopKeys } from '@gangway/hop';
import { newHopKey } from '@gangway/testing';
import { startContainer } from '../container.js';
import { newProxied, right } from '../proxied.js';
import { warm } from './between-them.js';
import { type Fault, type Tried, tried } from './fault.js';

type Source = () => readonly string[] | Promise<readonly string[]>;

interface KeyCase {
  readonly proxy: Source;
  readonly container: Source;
}

type KeyCases = Readonly<Record<string, KeyCase>>;

/** Keys of both sides while a fault lasts, by what it comes to; before and after, both have the good one. */
const cases = (good: string, old: string, other: string): Readonly<Record<string, KeyCases>> => ({
  PROXY_REFUSED: {
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
    "the container's keys cannot be had": {
      proxy: () => [good],
      container: () => Promise.reject(unavailable),
    },
    "the container's keys do not come": { proxy: () => [good], container: forEver },
    "the container's key is none": { proxy: () => [good], container: () => ['whsec_'] },
  },
  [right]: {
    'two keys at the proxy, one in common': {
      proxy: () => [other, good],
      container: () => [good],
    },
    'two keys at the container, one in common': {
      proxy: () => [good],
      container: () => [old, good],
    },
    'rotated on both sides': { proxy: () => [other], container: () => [other] },
  },
  PROXY_KEYS_UNAVAILABLE: {
    "the proxy's keys cannot be had": {
      proxy: () => Promise.reject(unavailable),
      container: () => [good],
    },
    "the proxy's keys do not come": { proxy: forEver, container: () => [good] },
    "the proxy's key is none": { proxy: () => ['whsec_'], container: () => [good] },
  },
});

const unavailable = new Error('the secret store is down');

function forEver(): Promise<readonly string[]> {
  return new Promise(() => undefined);
}

export const keyFaults: Fault = () => {
  const good = newHopKey();
  const all = Object.entries(cases(good, newHopKey(), newHopKey())).flatMap(([wanted, named]) =>
    Object.entries(named).map(([fault, keys]) => tryKeys({ fault, wanted, good }, keys)),
  );
  return Promise.all(all);
};

async function tryKeys(
  { fault, wanted, good }: { fault: string; wanted: string; good: string },
  keys: KeyCase,
): Promise<Tried> {
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
    return tried({ fault, wanted, asked, atContainer, next });
  } finally {
    await server.close();
  }
}
