import type { TLSSocket } from 'node:tls';
import { type ClientConnection, createClientConnection } from './client-connection.js';
import type { BrokerRules } from './connection.js';
import { endConnection } from './end-connection.js';
import type { PacketParser } from './packet-gate.js';

/** A client as aedes has it, and of its inside what is used here. */
export interface BrokerClient {
  readonly id: string;
  /** Its session ends with its connection. */
  readonly clean: boolean;
  readonly version: number;
  readonly closed: boolean;
  /** Until it is connected, or its end has come. */
  readonly connecting: boolean;
  readonly _parser: PacketParser;
  subscriptions: object;
  duplicates: object;
  publish(packet: OwnPacket, done: () => void): void;
  emptyOutgoingQueue(done: () => void): void;
}

/** A packet that the broker itself publishes. */
export interface OwnPacket {
  readonly cmd: 'publish';
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly brokerId?: string;
  readonly brokerCounter?: number;
}

/** What is known of a client beside that. */
export interface ClientEntry {
  readonly connection: ClientConnection;
  /** Of the protocol; 0 until it has said. */
  version: number;
  /** aedes lists it, sends its CONNACK at once, and tells when it has gone. */
  listed: boolean;
  will: object | undefined;
  /** Of the wait for its CONNECT. */
  cancelTimer: () => void;
}

/** The entries of clients; they go when the clients go. */
export type ClientEntries = Pick<WeakMap<object, ClientEntry>, 'get' | 'set'>;

/** Replies are counted by themselves: aedes drops, as a duplicate, what comes after a higher number of the same broker. */
export const repliesBrokerId = 'replies';

export const ignore = (): void => undefined;

/** Makes the entry of a client that has just come. */
export function createClientEntry(
  client: BrokerClient,
  socket: TLSSocket,
  certificateId: string,
  rules: BrokerRules,
): ClientEntry {
  // Keyed by topics: one may be `constructor`.
  client.subscriptions = Object.create(null);
  client.duplicates = Object.create(null);
  let replies = 0;
  const wire = {
    subscriptions: () => Object.keys(client.subscriptions).length,
    end: (cut) =>
      endConnection(socket, { version: entry.version, acknowledged: entry.listed }, cut),
    send({ topic, payload, qos }) {
      client.publish(
        {
          cmd: 'publish',
          topic,
          payload,
          // For a session that outlives its connection aedes would keep a message of QoS 1, and give it to whoever comes next
          // with this client id. A private key may be in it.
          qos: client.clean && qos > 0 ? 1 : 0,
          retain: false,
          dup: false,
          brokerId: repliesBrokerId,
          brokerCounter: ++replies,
        },
        ignore,
      );
    },
  } satisfies Parameters<typeof createClientConnection>[2];
  const entry: ClientEntry = {
    version: 0,
    listed: false,
    will: undefined,
    cancelTimer: ignore,
    connection: createClientConnection(socket, certificateId, wire, rules.cutOff),
  };
  return entry;
}
