import { randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Connection, MqttMessage } from './connection.js';
import type { Cut, DisconnectReason } from './cut.js';

/** What the broker behind a connection does for it. */
export interface ConnectionWire {
  /** Sends it a message. */
  send(message: Pick<MqttMessage, 'topic' | 'payload' | 'qos'>): void;
  /** Says goodbye, where the protocol has a word for it, and ends it. */
  end(cut: Cut): void;
  subscriptions(): number;
}

/** A connection, with what only the broker may change about it. */
export interface ClientConnection extends Connection {
  /** Fulfilled when nothing of it is left: its client id is free. */
  readonly ended: Promise<void>;
  /** Whether presence was told of it. */
  announced: boolean;
  named(clientId: string): void;
  /** Notes why it is about to end, and tells of it, unless that is known already. */
  ending(cut: Cut): void;
  /** Notes that the client itself ends it. */
  leaving(): void;
  /** It has ended. */
  end(): void;
}

/**
 * Makes the connection of a client that has yet to say who it is.
 *
 * @param cutOff hears why it is about to end, unless the client itself ends it; once at most
 */
export function createClientConnection(
  socket: TLSSocket,
  certificateId: string,
  wire: ConnectionWire,
  cutOff: (connection: ClientConnection, cut: Cut) => void,
): ClientConnection {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let clientId = '';
  let endReason: DisconnectReason | undefined;
  let gone = false;
  const connection: ClientConnection = {
    certificateId,
    sessionId: randomUUID(),
    ipAddress: socket.remoteAddress ?? '',
    ended,
    announced: false,
    get clientId() {
      return clientId;
    },
    get gone() {
      return gone || endReason !== undefined || socket.destroyed;
    },
    get endReason() {
      return endReason ?? 'CONNECTION_LOST';
    },
    get subscriptions() {
      return wire.subscriptions();
    },
    send(message) {
      if (!connection.gone) wire.send(message);
    },
    cut(cut) {
      if (gone || endReason !== undefined) return;
      connection.ending(cut);
      wire.end(cut);
    },
    ending(cut) {
      if (gone || endReason !== undefined) return;
      endReason = cut.reason;
      cutOff(connection, cut);
    },
    leaving() {
      endReason ??= 'CLIENT_INITIATED_DISCONNECT';
    },
    named(name) {
      clientId = name;
    },
    end() {
      gone = true;
      resolve();
    },
  };
  return connection;
}
