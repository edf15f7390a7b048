import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Deed, deedsOf } from './deeds.js';

/** Stands before a server of AWS's, and takes down what it is asked to do. */
export interface RecordingFront {
  readonly url: string;
  readonly deeds: readonly Deed[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startRecordingFront(serverUrl: string): Promise<RecordingFront> {
  const deeds: Deed[] = [];
  const behind = new URL(serverUrl);
  const server = createServer((request, response) => {
    const pass = async () => {
      const { method, url: path = '/', headers } = request;
      const body = await buffer(request);
      const target = headers['x-amz-target'];
      deeds.push(...deedsOf({ target: target?.toString(), path, body: body.toString() }));
      const onward = ask({ host: behind.hostname, port: behind.port, method, path, headers });
      onward.end(body);
      const [reply] = (await once(onward, 'response')) as [IncomingMessage];
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    };
    pass().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deeds,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
