import type { TLSSocket } from 'node:tls';
import type { Cut, DisconnectReason } from './cut.js';

/** What a client asks for when it connects. */
export interface ConnectAttempt {
  readonly clientId: string;
  /** 4 for 3.1.1, 5 for 5. */
  readonly protocolVersion: number;
  /** Whether subscriptions are to outlive the connection. */
  readonly persistent: boolean;
  readonly will?: MqttMessage;
}

export interface MqttMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

/** One connection of a client, as the rules of AWS IoT see it. */
export interface Connection {
  /** Empty until it has said. */
  readonly clientId: string;
  /** Of the certificate that it was made with. */
  readonly certificateId: string;
  /** Of this connection, and of no other one. */
  readonly sessionId: string;
  readonly ipAddress: string;
  /** Whether nothing can be sent to it any more. */
  readonly gone: boolean;
  /** Why it ended, or is about to. */
  readonly endReason: DisconnectReason;
  /** How many subscriptions it holds. */
  readonly subscriptions: number;
  /** Sends it a message, whether it has subscribed or not, and nobody else. Nothing of it is kept for later. */
  send(message: Pick<MqttMessage, 'topic' | 'payload' | 'qos'>): void;
  /** Ends it. */
  cut(cut: Cut): void;
}

/** What becomes of a message that a client publishes: subscribers get it, or the server keeps it to itself, or neither. */
export type PublishVerdict =
  | { readonly kind: 'route' }
  | { readonly kind: 'take' }
  /** Answered where MQTT 5 and QoS 1 allow an answer; else the connection is ended. */
  | { readonly kind: 'refuse'; readonly cut: Cut }
  | { readonly kind: 'cut'; readonly cut: Cut };

/** What a broker asks, and tells, whoever knows AWS IoT's rules. None of it throws. */
export interface BrokerRules {
  /** Whether a client may connect; its connection has no client id yet. It may take its time: another one may have to go first. */
  connecting(connection: Connection, attempt: ConnectAttempt): Cut | undefined;
  publishing(connection: Connection, message: MqttMessage): PublishVerdict;
  /** A message was taken, and acknowledged. */
  taken(connection: Connection, message: MqttMessage): void;
  subscribing(connection: Connection, topicFilter: string): 'grant' | 'refuse' | Cut;
  /** Whether a message may go out to a client. */
  receiving(connection: Connection, topic: string): boolean;
  connected(connection: Connection): void;
  /** A connection ended that was announced before. */
  disconnected(connection: Connection): void;
  /** A connection is ended by the broker, before or after it was announced. */
  cutOff(connection: Connection, cut: Cut): void;
  /** A message was refused, and its client told so. */
  refused(connection: Connection, cut: Cut): void;
  /** The broker itself failed at something. */
  failed(error: unknown): void;
}

/** A message broker of MQTT 3.1.1 and 5. */
export interface Broker {
  readonly connections: number;
  /** Serves a client whose certificate is known to be its own. */
  accept(socket: TLSSocket, certificateId: string): void;
  /** Publishes to whoever has subscribed. */
  publish(message: Pick<MqttMessage, 'topic' | 'payload'>): void;
  /** Ends all connections made with a certificate. */
  disconnect(certificateId: string, cut: Cut): void;
  close(): Promise<void>;
}
