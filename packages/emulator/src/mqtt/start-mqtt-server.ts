import { createClientAccess } from '../policy/client-access.js';
import { createBroker } from './broker.js';
import { createBrokerRules } from './broker-rules.js';
import type { Broker } from './connection.js';
import { cuts } from './cut.js';
import type { MqttServer, MqttServerOptions } from './mqtt-server.js';
import { createPresenceEvents } from './presence-events.js';
import { createProvisioningRequests } from './provisioning-requests.js';
import { listenForTls } from './tls-listener.js';

const defaultConnectTimeout = 30_000;

/**
 * Starts AWS IoT's message broker for an account.
 *
 * @throws Error where the port is taken
 * @example
 * const server = await startMqttServer({ account, service, faults: noFaults, presence: () => undefined, port: 0 });
 * console.log(`mqtts://${server.host}:${server.port}`);
 */
export async function startMqttServer(options: MqttServerOptions): Promise<MqttServer> {
  const { account, connectTimeout = defaultConnectTimeout } = options;
  const { names = [], hostname = '127.0.0.1' } = options;
  const identity = await account.authority.issueForServer([
    ...new Set([...names, hostname, '127.0.0.1', 'localhost']),
  ]);
  const access = createClientAccess(account);
  const requests = createProvisioningRequests({ ...options, access });
  const presence = createPresenceEvents({
    clock: account.clock,
    rule: options.presence,
    publish: (message) => running?.broker.publish(message),
  });
  const rules = createBrokerRules({ account, access, requests, presence });

  const run = async (port: number): Promise<Running> => {
    const broker = await createBroker({ rules, clock: account.clock, connectTimeout });
    const listener = await listenForTls({
      host: hostname,
      port,
      identity,
      logger: account.logger,
      handshakeTimeout: connectTimeout,
      accept: (socket, certificateId) => broker.accept(socket, certificateId),
    });
    return {
      broker,
      port: listener.port,
      async stop() {
        await broker.close();
        await listener.close();
      },
    };
  };
  let running: Running | undefined = await run(options.port);
  const { port } = running;
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = undefined;
    await stopping?.stop();
  };
  let closed = false;
  let last = Promise.resolve();
  /** One restart, or the end, after the other. */
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    host: names[0] ?? hostname,
    port,
    get connections() {
      return running?.broker.connections ?? 0;
    },
    disconnect(certificateId) {
      running?.broker.disconnect(
        certificateId,
        cuts.administrativeAction('its certificate may no longer connect'),
      );
    },
    restart: () =>
      inTurn(async () => {
        if (closed) return;
        await stop();
        running = await run(port);
      }),
    close: () =>
      inTurn(() => {
        closed = true;
        return stop();
      }),
  };
}

/** A broker and its listener, between two restarts. */
interface Running {
  readonly broker: Broker;
  readonly port: number;
  stop(): Promise<void>;
}
