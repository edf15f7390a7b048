import { join } from 'node:path';
import { bundle } from '../bundle.js';
import { deviceEvent, writeJson } from '../events.js';
import type { Group } from '../group.js';
import { interleave } from '../interleave.js';
import { compare, ratioAtLeast, tell } from '../row.js';
import { firstFinding, startWorker } from '../worker.js';
import { type LoadMode, load } from './load.js';

const serverCpu = 0;
const loadCpu = 1;

/** Which server is loaded by which calls. The last two show that the client is faster than what it measures. */
const contestants = {
  unsigned: ['unsigned', 'unsigned'],
  signed: ['signed', 'signed'],
  bare: ['bare', 'unsigned'],
  client: ['echo', 'unsigned'],
  signingClient: ['echo', 'signed-unread'],
} as const satisfies Readonly<Record<string, readonly [kind: string, mode: LoadMode]>>;

type Name = keyof typeof contestants;

/** How many events a second come through the HTTP adapter, against a bare server that asks the same hook. */
export const requests: Group = {
  name: 'requests',
  async run({ folder, quick, progress }) {
    const server = await bundle(new URL('./server.ts', import.meta.url), join(folder, 'server'));
    const client = await bundle(new URL('./client.ts', import.meta.url), join(folder, 'client'));
    const bodyFile = await writeJson(join(folder, 'event.json'), await deviceEvent('rsa-2048'));
    const seconds = quick ? 1 : 3;
    const started: { stop(): void }[] = [];
    const runs: [Name, () => ReturnType<typeof load>][] = [];
    try {
      for (const [name, [kind, mode]] of Object.entries(contestants)) {
        const { url, stop } = await startServer(server.file, kind);
        started.push({ stop });
        const terms = { url, mode, bodyFile, seconds, cpu: loadCpu };
        runs.push([name as Name, () => load(client.file, terms)]);
      }
      const medians = await interleave(
        Object.fromEntries(runs) as Record<Name, () => ReturnType<typeof load>>,
        { rounds: quick ? 1 : 7, warmUps: 1, progress },
      );
      return rowsOf((name, figure) => medians[name](figure));
    } finally {
      for (const { stop } of started) stop();
    }
  },
};

function rowsOf(median: (name: Name, figure: string) => number) {
  const bare = { name: 'bare node:http, same hook', value: median('bare', 'requests') };
  const signed = { name: 'signed, serve', value: median('signed', 'requests') };
  const rate = (name: Name) => median(name, 'requests');
  const p99 = (name: Name) => tell(`p99 at full load, ${name}`, 'ms', median(name, 'p99'));
  return [
    compare('unsigned events, serve', '1/s', rate('unsigned'), bare, ratioAtLeast(0.75)),
    compare('events signed both ways, serve', '1/s', rate('signed'), bare, ratioAtLeast(0.6)),
    p99('unsigned'),
    p99('signed'),
    p99('bare'),
    compare(
      'the client, of a server that decides nothing',
      '1/s',
      rate('client'),
      bare,
      ratioAtLeast(1.25),
    ),
    compare(
      'the signing client, of the same',
      '1/s',
      rate('signingClient'),
      signed,
      ratioAtLeast(1.25),
    ),
  ];
}

async function startServer(file: string, kind: string) {
  const { child, findings } = startWorker(file, [kind], { cpu: serverCpu });
  const { port } = await firstFinding<{ readonly port: number }>(findings);
  return { url: `http://127.0.0.1:${port}/events`, stop: () => child.kill() };
}
