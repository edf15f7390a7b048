// Serves one hook, by the adapter or by the least that Node needs, and reports its port. Ends when it is killed.
// usage: server unsigned|signed|bare|echo
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type ServeOptions, serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { toResponse } from '@gangway/core';
import { report } from '../report.js';
import { fiveChecks } from '../warm-decision/five-checks.js';
import { benchKey } from './hop-key.js';

const hook = composeHook(fiveChecks);
const allow = JSON.stringify({ allowProvisioning: true, parameterOverrides: {} });

const kinds: Readonly<Record<string, () => Promise<number>>> = {
  unsigned: () => serveReady({ port: 0, insecure: 'loopback' }),
  signed: () => serveReady({ port: 0, keys: [benchKey] }),
  bare: () =>
    listen(async (body) =>
      JSON.stringify(toResponse(await hook.decide(JSON.parse(body.toString())))),
    ),
  // What the client can do by itself: a server that decides nothing.
  echo: () => listen(() => allow),
};

const start = kinds[process.argv[2] ?? ''];
if (start === undefined) throw new Error(`no kind is called "${process.argv[2]}"`);
report({ port: await start() });

/** With keys it takes no call of the second in which it began. */
async function serveReady(options: ServeOptions): Promise<number> {
  const { url, port } = await serve(hook, options);
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(50);
  return port;
}

function listen(answer: (body: Buffer) => string | Promise<string>): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => send(outgoing, await answer(Buffer.concat(chunks))));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function send(outgoing: ServerResponse, text: string): void {
  outgoing.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  outgoing.end(text);
}
