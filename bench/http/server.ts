// Serves one hook, by the adapter or by the least that Node needs, and reports its port. Ends when it is killed.
// usage: server adapter|bare
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { toResponse } from '@gangway/core';
import { report } from '../report.js';
import { fiveChecks } from '../warm-decision/five-checks.js';

const hook = composeHook(fiveChecks);

if (process.argv[2] === 'adapter') {
  const { port } = await serve(hook, { port: 0, insecure: 'loopback' });
  report({ port });
} else {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const event: unknown = JSON.parse(Buffer.concat(chunks).toString());
      const answer = JSON.stringify(toResponse(await hook.decide(event)));
      outgoing.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(answer),
      });
      outgoing.end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }));
}
