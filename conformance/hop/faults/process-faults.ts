import { setTimeout as pause } from 'node:timers/promises';
import type { Doing } from '../behaving-hook.js';
import {
  type ContainerProcess,
  type ContainerProcessOptions,
  spawnContainer,
} from '../container-process.js';
import { newProxied } from '../proxied.js';
import { untilReady } from '../until-ready.js';
import { warm } from './between-them.js';
import { type Fault, type FaultBench, type Tried, tried } from './fault.js';

/** What befalls a container's process around one event. */
interface ProcessFault extends ContainerProcessOptions {
  readonly wanted: string | readonly string[];
  /** What the hook does with the event. */
  readonly doing?: Doing;
  before?(container: ContainerProcess): void;
  /** While the event is under way. */
  meanwhile?(container: ContainerProcess): Promise<unknown>;
  /** When a fresh one listens where it was, if one must: before the proxy has its answer, or then. */
  readonly restarts?: 'meanwhile' | 'afterwards';
  /** Before the next event. */
  after?(container: ContainerProcess): unknown;
}

// By the second call nothing listens there; or it does once more, and is gone again.
const gone = ['PROXY_UNREACHABLE', 'PROXY_CONNECTION_LOST'];

const killSoon = async (container: ContainerProcess) => {
  await pause(300);
  await container.close();
};

const faults: Readonly<Record<string, ProcessFault>> = {
  // What was signed before it began, and may have come to the one before it, is not taken.
  'the container has only just begun': {
    wanted: 'PROXY_REFUSED',
    atOnce: true,
    after: ({ url }) => untilReady(url),
  },
  'the hook never decides': { wanted: 'CONTAINER_DENIED', doing: 'hang' },
  'the container is killed while it decides': {
    wanted: gone,
    doing: 'hang',
    meanwhile: killSoon,
    restarts: 'afterwards',
  },
  'the container restarts while it decides': {
    wanted: gone,
    doing: 'hang',
    meanwhile: killSoon,
    restarts: 'meanwhile',
  },
  'the container runs out of memory': {
    wanted: gone,
    doing: 'exhaust',
    nodeFlags: ['--max-old-space-size=48', '--max-semi-space-size=1'],
    meanwhile: ({ ended }) => ended,
    restarts: 'afterwards',
  },
  "the container's event loop is blocked": {
    wanted: 'PROXY_TIMEOUT',
    doing: 'block 5500',
    after: () => pause(2_000),
  },
  'the container is frozen': {
    wanted: 'PROXY_TIMEOUT',
    before: (container) => container.kill('SIGSTOP'),
    after: (container) => container.kill('SIGCONT'),
  },
};

/** What befalls the container's process; some of it takes a core for itself, so one after the other. */
export const processFaults: Fault = async (bench) => {
  const all: Tried[] = [];
  for (const [name, fault] of Object.entries(faults)) {
    bench.progress(name);
    all.push(await tryProcess(bench, name, fault));
  }
  return all;
};

async function tryProcess(
  { key, program }: FaultBench,
  name: string,
  fault: ProcessFault,
): Promise<Tried> {
  let container = await spawnContainer(program, [key], fault);
  const { port, url } = container;
  const proxied = newProxied({ url, keys: [key] });
  const restart = async () => {
    container = await spawnContainer(program, [key], { port });
  };
  try {
    if (fault.atOnce !== true) await warm(proxied);
    const { codes } = container;
    const before = codes.length;
    fault.before?.(container);
    const asking = proxied.ask(fault.doing);
    await fault.meanwhile?.(container);
    if (fault.restarts === 'meanwhile') await restart();
    const asked = await asking;
    if (fault.restarts === 'afterwards') await restart();
    await fault.after?.(container);
    const atContainer = codes.slice(before).join(', ');
    const next = await proxied.askRightly();
    return tried({ fault: name, wanted: fault.wanted, asked, atContainer, next });
  } finally {
    await container.close();
  }
}
