import {
  type BrokerClient,
  type ClientEntries,
  type ClientEntry,
  ignore,
} from './broker-client.js';
import { notAuthorized } from './broker-handlers.js';
import type { BrokerRules } from './connection.js';
import { type Cut, cuts } from './cut.js';
import type { SessionExpiry } from './session-expiry.js';

/** What aedes tells, by the names of its events. */
export interface BrokerEvents {
  error(error: Error): void;
  clientError(client: BrokerClient, error: Error): void;
  keepaliveTimeout(client: BrokerClient): void;
  client(client: BrokerClient): void;
  clientDisconnect(client: BrokerClient): void;
}

export interface BrokerEventsOptions {
  readonly entries: ClientEntries;
  readonly rules: BrokerRules;
  readonly sessions: SessionExpiry;
  /** Nothing is left of a client's connection. */
  readonly end: (entry: ClientEntry) => void;
  /** Takes a client off aedes' list. */
  readonly unlist: (client: BrokerClient) => void;
  /** Forgets the subscriptions of a session. */
  readonly forget: (client: BrokerClient) => Promise<unknown>;
}

/** Follows clients from their coming to their going. */
export function createBrokerEvents({
  entries,
  rules,
  sessions,
  end,
  unlist,
  forget,
}: BrokerEventsOptions): BrokerEvents {
  return {
    error: rules.failed,
    clientError(client, error) {
      if (error !== notAuthorized) entries.get(client)?.connection.ending(cutOf(error));
    },
    keepaliveTimeout(client) {
      entries.get(client)?.connection.cut(cuts.keepAliveTimeout('it said nothing for too long'));
    },
    client(client) {
      const entry = entries.get(client);
      if (entry === undefined) return;
      entry.listed = true;
      sessions.cancel(client.id);
      // It closed while aedes was about to list it. Where it has done so to the end, nobody else takes it off the list; where not,
      // aedes still will, and must not be told twice: it would take off whoever came with the same client id meanwhile.
      if (client.closed && !client.connecting) setImmediate(unlist, client);
      if (entry.connection.gone) return;
      // Before the client knows: whatever it does next, even to go, is told of after this.
      entry.connection.announced = true;
      rules.connected(entry.connection);
    },
    clientDisconnect(client) {
      const entry = entries.get(client);
      if (entry === undefined) return;
      end(entry);
      if (client.version !== 5 && !client.clean) {
        sessions.begin(client.id, () => {
          forget(client).catch(rules.failed);
          client.emptyOutgoingQueue(ignore);
        });
      }
      if (entry.connection.announced) rules.disconnected(entry.connection);
    },
  };
}

/** A socket's error has a code: the connection was lost. Any other one is about what the client sent. */
function cutOf(error: Error): Cut {
  if ('code' in error) return cuts.connectionLost(`connection lost: ${String(error.code)}`);
  return 'maximumPacketSize' in error
    ? cuts.packetTooLarge('packet too large')
    : cuts.malformed(error.message);
}
