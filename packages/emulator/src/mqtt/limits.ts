/**
 * AWS IoT's limits of its message broker.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits
 */
export const brokerLimits = Object.freeze({
  /** Octets of UTF-8. */
  clientIdLength: 128,
  /** Seconds. Fewer than the first are taken as the first; none, or more than the last, as the last. */
  keepAlive: { least: 30, most: 1_200 },
  /** Octets of a message's payload. */
  payloadLength: 128 * 1024,
  /** Octets of a packet, which AWS IoT announces to MQTT 5 clients: the payload, and room for the rest. */
  packetLength: 149_504,
  /** Octets of UTF-8. */
  topicLength: 256,
  /** In a topic or a topic filter. */
  topicSlashes: 7,
  subscriptionsPerRequest: 8,
  subscriptionsPerConnection: 50,
  /** Which MQTT 5 clients may use towards the broker. */
  topicAliases: 8,
  /** Messages that wait for an acknowledgement, as it is announced to MQTT 5 clients. */
  receiveMaximum: 100,
  /** Seconds that a session outlives its connection at most: AWS IoT's default. */
  sessionExpiry: 3_600,
});

/** Not AWS IoT's: sessions without a connection that are kept at most, so that a fleet which comes and goes costs no memory. */
export const sessionsKeptAtMost = 1_000;

/** Not AWS IoT's: packets that one connection may send before it was answered that it is one. */
export const packetsBeforeConnackAtMost = 16;

/**
 * Why a topic, or a topic filter, is over a limit; `undefined` where it is not.
 *
 * @example topicFault('a/b/c/d/e/f/g/h/i'); // 'has more than 7 slashes'
 */
export function topicFault(topic: string): string | undefined {
  const { topicLength, topicSlashes } = brokerLimits;
  if (topic.length === 0) return 'is empty';
  if (Buffer.byteLength(topic) > topicLength) return `is longer than ${topicLength} octets`;
  if (topic.split('/').length - 1 > topicSlashes) return `has more than ${topicSlashes} slashes`;
  return undefined;
}

/**
 * The keep-alive that AWS IoT goes by, in seconds, whatever the client asked for.
 *
 * @example effectiveKeepAlive(0); // 1200
 */
export function effectiveKeepAlive(asked: number): number {
  const { least, most } = brokerLimits.keepAlive;
  return asked === 0 ? most : Math.min(Math.max(asked, least), most);
}
