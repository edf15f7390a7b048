import { type Cut, cuts } from './cut.js';
import { brokerLimits } from './limits.js';
import type { GatePacket } from './packet-gate.js';

/** What clients send: MQTT 3.1.1, section 2.2.1. There is no AUTH: AWS IoT does not support enhanced authentication. */
const clientPackets: ReadonlySet<string> = new Set([
  'connect',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'disconnect',
]);

/**
 * Why a packet ends its connection, whatever it says; `undefined` where it does not.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt-differences
 * @example packetFault({ cmd: 'connack' })?.why; // 'a packet of type connack'
 */
export function packetFault({ cmd, subscriptions }: GatePacket): Cut | undefined {
  if (!clientPackets.has(cmd)) return cuts.malformed(`a packet of type ${cmd}`);
  if (subscriptions === undefined) return undefined;
  const { subscriptionsPerRequest: most } = brokerLimits;
  if (subscriptions.length > most) return cuts.quotaExceeded(`more than ${most} in a SUBSCRIBE`);
  return subscriptions.some(({ qos }) => qos > 1)
    ? cuts.qosNotSupported('subscription of QoS 2')
    : undefined;
}
