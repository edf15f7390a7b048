import { type ClientEntries, type ClientEntry, repliesBrokerId } from './broker-client.js';
import type { ClientConnection } from './client-connection.js';
import type { BrokerRules, MqttMessage } from './connection.js';
import { effectiveKeepAlive } from './limits.js';

/**
 * Where a message goes that the server keeps to itself: nobody may subscribe to it, and aedes keeps `$SYS/` out of filters that
 * begin with a wildcard, for clients that are away as well.
 */
const takenTopic = '$SYS/taken';

/** Of MQTT 5: what a client hears that may not publish. Why stays in the log. */
export const notAuthorized = new Error('Not authorized');

interface Packet {
  topic: string;
  payload: string | Buffer;
  readonly qos?: number;
  readonly retain?: boolean;
}

interface ConnectPacket {
  readonly clientId: string;
  readonly protocolVersion?: number;
  readonly clean?: boolean;
  readonly properties?: { readonly sessionExpiryInterval?: number };
  readonly will?: Packet;
  keepalive?: number;
}

/** What aedes asks. Where it is given no answer, nothing happens: the connection is on its way out. */
export interface BrokerHandlers {
  preConnect(
    client: object,
    packet: ConnectPacket,
    callback: (error: Error | null, may: boolean) => void,
  ): void;
  authorizePublish(
    client: object | null,
    packet: Packet,
    callback: (error?: Error | null) => void,
  ): void;
  authorizeSubscribe<Subscription extends { readonly topic: string; qos: number }>(
    client: object,
    subscription: Subscription,
    callback: (error: Error | null, subscription?: Subscription | null) => void,
  ): void;
  authorizeForward<Forwarded extends { readonly topic: string; readonly brokerId: string }>(
    client: object,
    packet: Forwarded,
  ): Forwarded | null;
}

/**
 * Puts what aedes asks to the rules.
 *
 * @param enter takes the client id for a connection, and tells whether it has it
 */
export function createBrokerHandlers(
  entries: ClientEntries,
  rules: BrokerRules,
  enter: (connection: ClientConnection) => Promise<boolean>,
): BrokerHandlers {
  return {
    preConnect(client, packet, callback) {
      const entry = entries.get(client);
      if (entry === undefined) return;
      const { connection } = entry;
      const fault = readConnect(entry, packet, rules);
      if (fault !== undefined) connection.cut(fault);
      else void enter(connection).then((may) => may && callback(null, true));
    },
    authorizePublish(client, packet, callback) {
      const entry = client === null ? undefined : entries.get(client);
      if (entry === undefined) callback(notAuthorized);
      else if (packet === entry.will) judgeWill(entry, packet, rules, callback);
      else if (!entry.connection.gone) judgePublish(entry, packet, rules, callback);
    },
    authorizeSubscribe(client, subscription, callback) {
      const connection = entries.get(client)?.connection;
      if (connection === undefined || connection.gone) return;
      const verdict = rules.subscribing(connection, subscription.topic);
      if (verdict === 'grant') callback(null, subscription);
      else if (verdict === 'refuse') {
        // aedes stores it beside those that were granted; of QoS 0, it keeps no message for it.
        subscription.qos = 0;
        callback(null, null);
      } else connection.cut(verdict);
    },
    authorizeForward(client, packet) {
      const connection = entries.get(client)?.connection;
      if (connection === undefined) return null;
      if (packet.brokerId === repliesBrokerId) return packet;
      return rules.receiving(connection, packet.topic) ? packet : null;
    },
  };
}

function readConnect(entry: ClientEntry, packet: ConnectPacket, rules: BrokerRules) {
  const { clientId, protocolVersion = 0, keepalive = 0, clean, properties, will } = packet;
  entry.cancelTimer();
  entry.version = protocolVersion;
  entry.will = will;
  entry.connection.named(clientId);
  // MQTT 5 clients are told of a keep-alive that is shortened for them, by aedes itself.
  if (protocolVersion < 5 || keepalive > 0) packet.keepalive = effectiveKeepAlive(keepalive);
  return rules.connecting(entry.connection, {
    clientId,
    protocolVersion,
    persistent: protocolVersion === 5 ? Boolean(properties?.sessionExpiryInterval) : !clean,
    ...(will && { will: toMessage(will) }),
  });
}

type PublishCallback = (error?: Error | null) => void;

function judgePublish(
  { connection, version }: ClientEntry,
  packet: Packet,
  rules: BrokerRules,
  callback: PublishCallback,
): void {
  const message = toMessage(packet);
  const verdict = rules.publishing(connection, message);
  if (verdict.kind === 'route') callback(null);
  else if (verdict.kind === 'take') {
    packet.topic = takenTopic;
    packet.payload = Buffer.alloc(0);
    // aedes acknowledges it in this call, so that an answer never comes before.
    callback(null);
    rules.taken(connection, message);
  } else if (verdict.kind === 'refuse' && version === 5 && message.qos > 0) {
    rules.refused(connection, verdict.cut);
    callback(notAuthorized);
  } else connection.cut(verdict.cut);
}

/** It was allowed when its client connected. Policies may have changed since. */
function judgeWill(
  { connection }: ClientEntry,
  will: Packet,
  rules: BrokerRules,
  callback: PublishCallback,
): void {
  const verdict = rules.publishing(connection, toMessage(will));
  callback(verdict.kind === 'route' ? null : notAuthorized);
}

const toMessage = ({ topic, payload, qos = 0, retain = false }: Packet): MqttMessage => ({
  topic,
  payload: Buffer.from(payload),
  qos,
  retain,
});
