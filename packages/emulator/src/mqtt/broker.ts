import type { Clock } from '@gangway/core';
import { Aedes, type AedesOptions } from 'aedes';
import { type BrokerClient, type ClientEntry, createClientEntry, ignore } from './broker-client.js';
import { createBrokerEvents } from './broker-events.js';
import { createBrokerHandlers } from './broker-handlers.js';
import type { Broker, BrokerRules } from './connection.js';
import { createConnectionTable } from './connection-table.js';
import { cuts } from './cut.js';
import { brokerLimits, packetsBeforeConnackAtMost, sessionsKeptAtMost } from './limits.js';
import { packetFault } from './packet-fault.js';
import { guardParser } from './packet-gate.js';
import { createSessionExpiry } from './session-expiry.js';

// The only file that imports aedes. What is used of its inside stands here and in broker-client.ts; its version is pinned.

type AedesInside = Aedes & {
  clients: object;
  readonly persistence: { cleanSubscriptions(client: object): Promise<unknown> };
  unregisterClient(client: object): void;
};

export interface BrokerOptions {
  readonly rules: BrokerRules;
  readonly clock: Clock;
  /** Milliseconds that a connection has until its CONNECT. */
  readonly connectTimeout: number;
}

/**
 * Starts a message broker.
 *
 * @see https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html
 * @example const broker = await createBroker({ rules, clock, connectTimeout: 30_000 });
 */
export async function createBroker({
  rules,
  clock,
  connectTimeout,
}: BrokerOptions): Promise<Broker> {
  const table = createConnectionTable();
  const sessions = createSessionExpiry(clock);
  const entries = new WeakMap<object, ClientEntry>();
  const aedes = (await Aedes.createBroker({
    ...aedesLimits,
    // The clock's wait, below, is the one that counts.
    connectTimeout: connectTimeout + 1_000,
    ...createBrokerHandlers(entries, rules, table.enter),
  })) as AedesInside;
  // Keyed by client ids: one may be `constructor`.
  aedes.clients = Object.create(null);
  const end = (entry: ClientEntry): void => {
    entry.cancelTimer();
    table.leave(entry.connection);
    entry.connection.end();
  };
  listenTo(
    aedes,
    createBrokerEvents({
      entries,
      rules,
      sessions,
      end,
      unlist: (client) => aedes.unregisterClient(client),
      forget: (client) => aedes.persistence.cleanSubscriptions(client),
    }),
  );

  return {
    get connections() {
      return table.size;
    },
    accept(socket, certificateId) {
      const client = aedes.handle(socket) as unknown as BrokerClient;
      const entry = createClientEntry(client, socket, certificateId, rules);
      const { connection } = entry;
      entries.set(client, entry);
      guardParser(client._parser, (packet) => {
        if (packet.cmd === 'disconnect') connection.leaving();
        const fault = packetFault(packet);
        if (fault !== undefined) connection.cut(fault);
      });
      entry.cancelTimer = clock.after(connectTimeout, () =>
        connection.cut(cuts.keepAliveTimeout('no CONNECT came in time')),
      );
      // aedes hears of it first, and may be about to list the client.
      socket.once('close', () => setImmediate(() => entry.listed || end(entry)));
    },
    publish({ topic, payload }) {
      aedes.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, ignore);
    },
    disconnect(certificateId, cut) {
      for (const connection of table.of(certificateId)) connection.cut(cut);
    },
    async close() {
      const all = table.all();
      for (const connection of all) connection.cut(cuts.serverShuttingDown('the broker stops'));
      await Promise.all(all.map(({ ended }) => ended));
      sessions.cancelAll();
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
}

const aedesLimits = {
  keepaliveLimit: brokerLimits.keepAlive.most,
  maximumPacketSize: brokerLimits.packetLength,
  pendingSessionsLimit: sessionsKeptAtMost,
  queueLimit: packetsBeforeConnackAtMost,
  receiveMaximum: brokerLimits.receiveMaximum,
  sessionExpiryIntervalLimit: brokerLimits.sessionExpiry,
  topicAliasMaximum: brokerLimits.topicAliases,
  /** A client that reads nothing for so long, in milliseconds, is cut off. */
  drainTimeout: 10_000,
} satisfies AedesOptions;

function listenTo(aedes: AedesInside, events: ReturnType<typeof createBrokerEvents>): void {
  const emitter: NodeJS.EventEmitter = aedes;
  for (const [name, listener] of Object.entries(events)) emitter.on(name, listener);
  emitter.on('connectionError', events.clientError);
}
