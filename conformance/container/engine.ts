import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../command.js';
import { images, makeImages } from './images.js';

/** A container engine that can be told what to do. */
export interface Engine {
  /** Variables with which `docker` and `docker-compose` find it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs `docker` to its end; what it printed. */
  docker(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

const client = ['/usr/bin/docker', '/usr/local/bin/docker'].find(existsSync) ?? 'docker';
const daemon = ['/usr/sbin/dockerd', '/usr/bin/dockerd'].find(existsSync);

/** What is missing to run containers, or `undefined`. */
export function missingEngine(): string | undefined {
  if (answers(process.env)) return undefined;
  if (daemon === undefined) return 'no container engine here: neither one that runs nor dockerd';
  return process.getuid?.() === 0 ? undefined : 'dockerd needs root to be started';
}

const answers = (env: NodeJS.ProcessEnv): boolean =>
  spawnSync(client, ['info', '--format', '{{.ID}}'], { env, stdio: 'ignore' }).status === 0;

/**
 * The engine that runs here, or one of our own, without networks: its containers have the machine's. It has the images that
 * others are made from, and has run a container.
 *
 * @param folder for what the images are made of
 * @returns why there is none: a sandbox may well have the programs and not the rights
 */
export async function startEngine(
  folder: string,
  progress: (line: string) => void,
): Promise<Engine | string> {
  progress('starting a container engine');
  if (answers(process.env))
    return tried(
      engineAt(process.env, async () => undefined),
      folder,
    );
  const faults: string[] = [];
  // The second copies an image whole for each layer: slow, and it works on every filesystem.
  for (const driver of ['overlay2', 'vfs']) {
    const started = await startDaemon(driver);
    const engine =
      typeof started === 'string'
        ? started
        : await tried(
            engineAt({ ...process.env, DOCKER_HOST: started.host }, started.close),
            folder,
          );
    if (typeof engine !== 'string') return engine;
    faults.push(`${driver}: ${engine}`);
  }
  return faults.join('; ');
}

const engineAt = (environment: NodeJS.ProcessEnv, close: () => Promise<void>): Engine => {
  const env = { ...environment, DOCKER_BUILDKIT: '1' };
  return {
    environment: env,
    docker: (...args) => run(client, args, { cwd: tmpdir(), env }),
    close,
  };
};

async function tried(engine: Engine, folder: string): Promise<Engine | string> {
  try {
    await makeImages(engine, folder);
    await engine.docker('run', '--rm', '--network=host', images.node, 'node', '--version');
    return engine;
  } catch (error) {
    await engine.close();
    return String(error).split('\n').filter(Boolean).slice(0, 2).join(' ');
  }
}

/** @returns what it said, where it did not start */
async function startDaemon(driver: string) {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-engine-'));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const child = spawn(
    daemon ?? 'dockerd',
    [
      ...['--iptables=false', '--bridge=none', `--storage-driver=${driver}`, '--host', host],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'pid')],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log = lastOf(child);
  const close = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await removeEngine(folder);
  };
  const env = { ...process.env, DOCKER_HOST: host };
  for (let left = 300; left > 0; left -= 1) {
    if (answers(env)) return { host, close };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  await close();
  return log().trim().split('\n').at(-1) ?? 'it said nothing';
}

/** An engine that has ended leaves the namespace of its containers' network mounted. */
async function removeEngine(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  for (const line of mounts.split('\n')) {
    const [, point = ''] = line.split(' ');
    if (point.startsWith(folder)) spawnSync('umount', [point]);
  }
  await rm(folder, { recursive: true, force: true });
}

function lastOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text = `${text}${chunk}`.slice(-4_000);
  });
  return () => text;
}
