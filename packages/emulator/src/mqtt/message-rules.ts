import type { ClientAccess } from '../policy/client-access.js';
import type { Connection, MqttMessage, PublishVerdict } from './connection.js';
import { type Cut, cuts } from './cut.js';
import { brokerLimits, topicFault } from './limits.js';
import { readProvisioningTopic } from './provisioning-topic.js';

/**
 * What becomes of a message, by AWS IoT's rules: topics of fleet provisioning are taken, other reserved ones end the connection,
 * and the rest goes to whoever has subscribed, where policies allow it.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/reserved-topics.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt-differences
 * @example judgeMessage(access, connection, message).kind; // 'route'
 */
export function judgeMessage(
  access: ClientAccess,
  connection: Connection,
  message: MqttMessage,
): PublishVerdict {
  const fault = shapeFault(message);
  if (fault !== undefined) return { kind: 'cut', cut: fault };
  const { topic, retain } = message;
  const refusal =
    access.refusal(connection, 'iot:Publish', topic) ??
    (retain ? access.refusal(connection, 'iot:RetainPublish', topic) : undefined);
  if (refusal !== undefined) {
    return { kind: 'refuse', cut: cuts.notAuthorized(`publish on ${topic}: ${refusal}`) };
  }
  if (!topic.startsWith('$')) return { kind: 'route' };
  return readProvisioningTopic(topic) === undefined
    ? { kind: 'cut', cut: cuts.topicNameInvalid(`publish on reserved topic ${topic}`) }
    : { kind: 'take' };
}

/** What no policy can allow. */
function shapeFault({ topic, payload, qos, retain }: MqttMessage): Cut | undefined {
  const fault = topicFault(topic);
  if (fault !== undefined) return cuts.topicNameInvalid(`topic of a message ${fault}`);
  if (/[#+\0]/.test(topic)) return cuts.topicNameInvalid('topic of a message has a wildcard');
  if (qos > 1) return cuts.qosNotSupported('publish of QoS 2');
  if (payload.length > brokerLimits.payloadLength) {
    return cuts.packetTooLarge(`payload of ${payload.length} octets`);
  }
  if (retain && topic.startsWith('$')) {
    return cuts.retainNotSupported(`retained message on reserved topic ${topic}`);
  }
  return undefined;
}

/**
 * Why a will message is refused, with the connection that brings it. A will is a message like the rest, but on no reserved topic:
 * nobody would be there to hear the answer of a provisioning call.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt-lwt
 * @example willFault(access, { clientId, certificateId }, will)?.why;
 */
export function willFault(
  access: ClientAccess,
  connection: Connection,
  will: MqttMessage,
): Cut | undefined {
  if (will.topic.startsWith('$')) {
    return cuts.topicNameInvalid(`will message on reserved topic ${will.topic}`);
  }
  const verdict = judgeMessage(access, connection, will);
  return verdict.kind === 'cut' || verdict.kind === 'refuse' ? verdict.cut : undefined;
}
