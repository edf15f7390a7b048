import { setTimeout as pause } from 'node:timers/promises';
import { type ContainerProcess, spawnContainer } from '../container-process.js';
import { newProxied } from '../proxied.js';
import { warm } from './between-them.js';
import { type Fault, type FaultBench, type Tried, tried } from './fault.js';

// By the second call nothing listens there; or it does once more, and is gone again.
const gone = ['PROXY_UNREACHABLE', 'PROXY_CONNECTION_LOST'];

const lastCode = ({ codes }: ContainerProcess, before: number) => codes.slice(before).join(', ');

/** The container, a process of its own, is killed while it decides; a fresh one listens where it was. */
const killed = async ({ key, program }: FaultBench): Promise<Tried> => {
  const first = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: first.url, keys: [key] });
  await warm(proxied);
  const asking = proxied.ask('hang');
  await pause(300);
  await first.close();
  const asked = await asking;
  const second = await spawnContainer(program, [key], { port: first.port });
  try {
    const next = await proxied.askRightly();
    return tried({ fault: 'the container is killed while it decides', wanted: gone, asked, next });
  } finally {
    await second.close();
  }
};

/** It is killed, and is there again before the proxy has given up. */
const restarted = async ({ key, program }: FaultBench): Promise<Tried> => {
  const first = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: first.url, keys: [key] });
  await warm(proxied);
  const asking = proxied.ask('hang');
  await pause(300);
  first.kill('SIGKILL');
  const [second, asked] = await Promise.all([
    first.ended.then(() => spawnContainer(program, [key], { port: first.port })),
    asking,
  ]);
  try {
    const atContainer = lastCode(second, 0);
    const next = await proxied.askRightly();
    return tried({
      fault: 'the container restarts while it decides',
      wanted: gone,
      asked,
      atContainer,
      next,
    });
  } finally {
    await second.close();
  }
};

const outOfMemory = async ({ key, program }: FaultBench): Promise<Tried> => {
  const nodeFlags = ['--max-old-space-size=48', '--max-semi-space-size=1'];
  const first = await spawnContainer(program, [key], { nodeFlags });
  const proxied = newProxied({ url: first.url, keys: [key] });
  await warm(proxied);
  const asked = await proxied.ask('exhaust');
  await first.ended;
  const second = await spawnContainer(program, [key], { port: first.port });
  try {
    const next = await proxied.askRightly();
    return tried({ fault: 'the container runs out of memory', wanted: gone, asked, next });
  } finally {
    await second.close();
  }
};

const blocked = async ({ key, program }: FaultBench): Promise<Tried> => {
  const container = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: container.url, keys: [key] });
  try {
    await warm(proxied);
    const before = container.codes.length;
    const asked = await proxied.ask('block 5500');
    await pause(2_000);
    const atContainer = lastCode(container, before);
    const next = await proxied.askRightly();
    return tried({
      fault: "the container's event loop is blocked",
      wanted: 'PROXY_TIMEOUT',
      asked,
      atContainer,
      next,
    });
  } finally {
    await container.close();
  }
};

const stopped = async ({ key, program }: FaultBench): Promise<Tried> => {
  const container = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: container.url, keys: [key] });
  try {
    await warm(proxied);
    container.kill('SIGSTOP');
    const asked = await proxied.ask();
    container.kill('SIGCONT');
    const next = await proxied.askRightly();
    return tried({ fault: 'the container is frozen', wanted: 'PROXY_TIMEOUT', asked, next });
  } finally {
    await container.close();
  }
};

const slow = async ({ key, program }: FaultBench): Promise<Tried> => {
  const container = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: container.url, keys: [key] });
  try {
    await warm(proxied);
    const before = container.codes.length;
    const asked = await proxied.ask('hang');
    const atContainer = lastCode(container, before);
    const next = await proxied.askRightly();
    return tried({
      fault: 'the hook never decides',
      wanted: 'CONTAINER_DENIED',
      asked,
      atContainer,
      next,
    });
  } finally {
    await container.close();
  }
};

/** What befalls the container's process; some of it takes a core for itself, so one after the other. */
export const processFaults: Fault = async (bench) => {
  const all: Tried[] = [];
  for (const fault of [slow, killed, restarted, outOfMemory, blocked, stopped]) {
    const one = await fault(bench);
    bench.progress(one.row.fault);
    all.push(one);
  }
  return all;
};
