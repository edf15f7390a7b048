import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.js';

/** A container of a hook's image. */
export interface RunningContainer {
  readonly url: string;
  /** Milliseconds from telling the engine to `GET /readyz` being true. */
  readonly startMs: number;
  /** The JSON lines that it has logged. */
  log(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Sends SIGTERM and waits; the exit code. */
  stop(): Promise<number>;
  remove(): Promise<void>;
}

export interface ContainerOptions {
  /** File with the keys of the hop. */
  readonly keys: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What takes from a container all that it does not need. */
const confined = [
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--memory=256m',
  '--pids-limit=64',
  '--network=host',
];

/** Starts a container that may write nothing and has no rights, and waits until it is ready. */
export async function startContainer(
  engine: Engine,
  image: string,
  { keys, environment = {} }: ContainerOptions,
): Promise<RunningContainer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const inside = '/run/secrets/hop-keys';
  const variables = {
    GANGWAY_PORT: String(port),
    GANGWAY_HOST: '127.0.0.1',
    GANGWAY_KEYS_FILE: inside,
    ...environment,
  };
  const flags = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const mount = `${keys}:${inside}:ro`;
  const began = performance.now();
  const id = (
    await engine.docker('run', '--detach', ...confined, ...flags, '--volume', mount, image)
  ).trim();
  const container = {
    async log() {
      const text = await engine.docker('logs', id);
      return text.split('\n').filter(Boolean).map(parse);
    },
    async stop() {
      await engine.docker('stop', '--time', '15', id);
      return Number(await engine.docker('inspect', '--format', '{{.State.ExitCode}}', id));
    },
    remove: async () => void (await engine.docker('rm', '--force', id)),
  };
  if (!(await becomesReady(url))) {
    const log = await engine.docker('logs', id);
    await container.remove();
    throw new Error(`the container was not ready in time:\n${log}`);
  }
  return { url, startMs: performance.now() - began, ...container };
}

async function becomesReady(url: string): Promise<boolean> {
  for (let left = 600; left > 0; left -= 1) {
    try {
      const { ok } = await fetch(`${url}/readyz`);
      if (ok) return true;
    } catch {
      // It does not listen yet.
    }
    await pause(25);
  }
  return false;
}

/** A port that nobody listens on now: a container on the machine's network cannot tell which one it took. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return { text: line };
  }
}
