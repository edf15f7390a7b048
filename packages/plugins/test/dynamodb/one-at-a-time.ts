import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * Lets one request at a time through to a server. moto answers in threads, and its transactions are not atomic when two
 * meet: one at a time, they are.
 */
export async function oneAtATime(target: string): Promise<{ endpoint: string; close(): void }> {
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { 'x-amz-target': operation = '', authorization = '' } = request.headers;
    const forward = async () => {
      const reply = await fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': String(operation),
          authorization,
        },
        body: new Uint8Array(body),
      });
      response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(await reply.text());
    };
    last = last.then(forward).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
