import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHopKey } from '@gangway/testing';
import { bundle } from '../../bench/bundle.js';
import { composeFaults } from '../container/compose.js';
import { type RunningContainer, startContainer } from '../container/container.js';
import { type Engine, missingEngine, startEngine } from '../container/engine.js';
import { imageFaults } from '../container/image-contents.js';
import { images } from '../container/images.js';
import { type Entry, writeProject } from '../container/project.js';
import { makeStandIn } from '../container/stand-in-image.js';
import { stopFaults } from '../container/stop-under-load.js';
import { tableFaults } from '../container/through-proxy.js';
import { installLambdaClient, missingEngine as missingCompiler } from '../lambda-client.js';
import { packAll } from '../packing.js';
import type { Suite, SuiteResult } from '../suite.js';

/** A hook's image and an emulator's, built and started for real: behind the proxy in Lambda's own runtime client, and for devices. */
export const container: Suite = {
  name: 'container',
  async run({ progress }) {
    const skipped = missingEngine() ?? missingCompiler();
    if (skipped !== undefined) return { summary: '', faults: [], skipped };
    await installLambdaClient(progress);
    const folder = await mkdtemp(join(tmpdir(), 'gangway-container-'));
    const engine = await startEngine(folder, progress);
    if (typeof engine === 'string') {
      await rm(folder, { recursive: true, force: true });
      return { summary: '', faults: [], skipped: `no container can be run here: ${engine}` };
    }
    try {
      return await runIn(engine, folder, progress);
    } catch (error) {
      return { summary: '', faults: [error instanceof Error ? error.message : String(error)] };
    } finally {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function runIn(
  engine: Engine,
  folder: string,
  progress: (line: string) => void,
): Promise<SuiteResult> {
  const tarballs = join(folder, 'tarballs');
  const packed = await packAll(tarballs, progress);
  const write = async (hook: string, entries: readonly Entry[]) => {
    const project = join(folder, hook);
    await writeProject(project, { hook, entries, tarballs: packed }, progress);
    return project;
  };
  const firstHook = await write('first-hook', ['container.ts']);
  progress('building the image of first-hook');
  const first = await buildImage(engine, firstHook, 'first-hook', 'container.ts');
  const proxy = join(folder, 'proxy');
  const { bytes } = await bundle(
    new URL('../../examples/container/proxy.ts', import.meta.url),
    proxy,
  );
  const keys = join(folder, 'hop-keys');
  await writeFile(keys, `${newHopKey()}\n`, { mode: 0o644 });

  const running = await startContainer(engine, first, { keys });
  const { startMs } = running;
  const faults = await imageFaults(engine, first, join(folder, 'contents'));
  progress('the table of events through proxy and container');
  const table = await tableFaults(running, proxy, keys);
  faults.push(...table.faults);
  progress('SIGTERM while calls are under way');
  faults.push(...(await stopped(running, keys)));
  const desk = await write('container', ['container.ts', 'emulator.ts']);
  progress('building the images of a desk');
  const hook = await buildImage(engine, desk, 'container', 'container.ts');
  const emulator = await buildImage(engine, desk, 'emulator', 'emulator.ts');
  faults.push(...(await imageFaults(engine, emulator, join(folder, 'contents'))));
  progress('compose.yaml');
  await mkdir(join(folder, 'compose'));
  const composed = await composeFaults(engine, {
    folder: join(folder, 'compose'),
    hook,
    emulator,
    standIn: await makeStandIn(engine, join(folder, 'stand-in'), packed),
    proxy,
    keys,
  });
  faults.push(...composed.faults);
  const size = Number(await engine.docker('inspect', '--format', '{{.Size}}', first));
  return {
    summary: [
      `${table.count} events through the proxy (${(bytes / 1000).toFixed(0)} kB) in Lambda's client and a read-only container equal to core's`,
      `image of ${(size / 1e6).toFixed(0)} MB`,
      `ready ${Math.round(startMs)} ms after docker run`,
      composed.summary,
    ].join('; '),
    faults,
  };
}

const ports: Readonly<Record<Entry, string>> = {
  'container.ts': '8080',
  'emulator.ts': '8080 8883',
};

async function buildImage(
  engine: Engine,
  project: string,
  name: string,
  entry: Entry,
): Promise<string> {
  const image = `gangway-${name}:conformance`;
  await engine.docker(
    ...['build', '--quiet', '--network=host', '--tag', image],
    ...['--build-arg', `NODE_IMAGE=${images.node}`, '--build-arg', `BASE_IMAGE=${images.base}`],
    ...['--build-arg', 'FILES=devices.csv first-fleet.template.json'],
    ...['--build-arg', `ENTRY=${entry}`, '--build-arg', `PORTS=${ports[entry]}`],
    project,
  );
  return image;
}

async function stopped(running: RunningContainer, keys: string): Promise<readonly string[]> {
  try {
    return await stopFaults(running, keys);
  } finally {
    await running.remove();
  }
}
