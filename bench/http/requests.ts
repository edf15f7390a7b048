import { join } from 'node:path';
import { bundle } from '../bundle.js';
import { deviceEvent, writeJson } from '../events.js';
import type { Group } from '../group.js';
import { interleave } from '../interleave.js';
import { compare, ratioAtLeast } from '../row.js';
import { firstFinding, startWorker } from '../worker.js';
import { load } from './load.js';

const serverCpu = 0;
const loadCpu = 1;

/** How many events a second come through the HTTP adapter, against a bare server that asks the same hook. */
export const requests: Group = {
  name: 'requests',
  async run({ folder, quick, progress }) {
    const { file } = await bundle(new URL('./server.ts', import.meta.url), join(folder, 'server'));
    const event = await deviceEvent('rsa-2048');
    const body = await writeJson(join(folder, 'event.json'), event);
    const adapter = await startServer(file, 'adapter');
    const bare = await startServer(file, 'bare');
    try {
      for (const { url } of [adapter, bare]) await assertAllows(url, event);
      const seconds = quick ? 1 : 3;
      const medians = await interleave(
        {
          adapter: () => load(adapter.url, body, seconds, loadCpu),
          bare: () => load(bare.url, body, seconds, loadCpu),
        },
        { rounds: quick ? 1 : 7, warmUps: 1, progress },
      );
      return [
        compare(
          'requests on /events, adapter-http vs node:http',
          '1/s',
          medians.adapter('requests'),
          { name: 'bare node:http, same hook', value: medians.bare('requests') },
          ratioAtLeast(0.75),
        ),
      ];
    } finally {
      adapter.stop();
      bare.stop();
    }
  },
};

async function startServer(file: string, kind: 'adapter' | 'bare') {
  const { child, findings } = startWorker(file, [kind], { cpu: serverCpu });
  const { port } = await firstFinding<{ readonly port: number }>(findings);
  return { url: `http://127.0.0.1:${port}/events`, stop: () => child.kill() };
}

async function assertAllows(url: string, event: unknown): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
  const text = await answer.text();
  if (!text.includes('"allowProvisioning":true')) throw new Error(`${url} answers ${text}`);
}
