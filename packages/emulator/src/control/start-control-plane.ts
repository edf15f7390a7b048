import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createControlApp } from './http/create-control-app.js';
import type { ControlContext } from './operation.js';

export interface ControlPlaneOptions extends ControlContext {
  /** Address to listen on; `127.0.0.1` unless given. */
  readonly hostname?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether calls without a signature are taken, which AWS refuses; they are not unless told. */
  readonly unsigned?: boolean;
}

/** AWS IoT's control plane, listening. */
export interface ControlPlane {
  /** The endpoint URL for AWS's clients. */
  readonly url: string;
  /** Breaks off what is under way, and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the part of AWS IoT's REST API that fleet provisioning needs, over an account of the emulator, for AWS's own
 * clients by endpoint URL. Calls must be signed; signatures are taken unverified.
 *
 * @throws Error with Node's code, such as `EADDRINUSE`, when it cannot listen
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT.html
 * @example
 * const control = await startControlPlane({
 *   account,
 *   port: 0,
 *   disconnect: (certificateId) => broker.disconnect(certificateId),
 *   endpoint: () => `${broker.host}:${broker.port}`,
 * });
 * const client = new IoTClient({ endpoint: control.url, region: account.region, credentials });
 * await client.send(new DescribeThingCommand({ thingName: 'SN-0001' }));
 * await control.close();
 */
export async function startControlPlane({
  account,
  disconnect,
  endpoint,
  hostname = '127.0.0.1',
  port,
  unsigned = false,
}: ControlPlaneOptions): Promise<ControlPlane> {
  const app = createControlApp({ account, disconnect, endpoint }, unsigned);
  const listener = getRequestListener(app.fetch, {
    // Stands in for a missing Host; no route looks at it.
    hostname: 'localhost',
    overrideGlobalObjects: false,
    // What Hono's server can make no request of, such as a Host with spaces.
    errorHandler: () => new Response(null, { status: 400, headers: { connection: 'close' } }),
  });
  const server = createServer(listener);
  server.listen(port, hostname);
  await once(server, 'listening');
  server.on('error', (error) => {
    account.logger.log('error', 'control plane: the HTTP server failed', { error: error.message });
  });
  const address = server.address() as AddressInfo;
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return Object.freeze({
    url: `http://${host}:${address.port}`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}
