import { randomUUID } from 'node:crypto';
import type { Account } from '../account/account.js';
import type { FaultPlan, FaultSubject } from '../chaos/fault-plan.js';
import type { ClientAccess } from '../policy/client-access.js';
import type {
  ProvisioningCall,
  ProvisioningService,
} from '../provisioning/provisioning-service.js';
import { Rejection } from '../provisioning/rejection.js';
import type { Connection, MqttMessage } from './connection.js';
import { cuts } from './cut.js';
import { decodePayload, encodePayload } from './payload-format.js';
import { type ProvisioningTopic, readProvisioningTopic } from './provisioning-topic.js';

/** Answers what devices publish on the topics of fleet provisioning. */
export interface ProvisioningRequests {
  /** It never rejects: an answer goes out, or the log says why not. */
  answer(connection: Connection, message: MqttMessage): Promise<void>;
}

export interface ProvisioningRequestsOptions {
  readonly account: Account;
  readonly service: ProvisioningService;
  readonly faults: FaultPlan;
  readonly access: ClientAccess;
}

type LogFields = Readonly<Record<'clientId' | 'certificateId' | 'operation' | 'requestId', string>>;

/**
 * Carries calls from MQTT to the service, and its answers back to the connection that asked, subscribed or not, and to no other.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 * @example
 * const requests = createProvisioningRequests({ account, service, faults: noFaults, access });
 * await requests.answer(connection, message);
 */
export function createProvisioningRequests(
  options: ProvisioningRequestsOptions,
): ProvisioningRequests {
  const carryOut = async (
    connection: Connection,
    message: MqttMessage,
    topic: ProvisioningTopic,
  ): Promise<void> => {
    const { clientId, certificateId } = connection;
    const { operation, format } = topic;
    const fields: LogFields = { clientId, certificateId, operation, requestId: randomUUID() };
    const { suffix, answer } = await outcomeOf(options, topic, message.payload, fields);
    const reply = {
      topic: `${message.topic}/${suffix}`,
      payload: encodePayload(format, answer),
      qos: message.qos,
    };
    const subject = { clientId, operation };
    const copies = copiesOf(options, connection, { ...fields, topic: reply.topic }, subject);
    for (let sent = 0; sent < copies; sent++) connection.send(reply);
  };
  return {
    async answer(connection, message) {
      const topic = readProvisioningTopic(message.topic);
      if (topic === undefined) return;
      const { operation } = topic;
      const fault = options.faults.request({ clientId: connection.clientId, operation });
      if (fault === 'throttle') {
        connection.cut(cuts.throttled(`${operation} throttled, as a fault on demand`));
        return;
      }
      const once = () => carryOut(connection, message, topic);
      // At the same time, as nobody waits for the first answer who sends a publish again.
      await Promise.all(fault === 'double' ? [once(), once()] : [once()]);
    },
  };
}

/** How often a reply goes out: once, but for faults; where it is not once, the log says why. */
function copiesOf(
  { access, faults, account: { logger } }: ProvisioningRequestsOptions,
  connection: Connection,
  fields: LogFields & { readonly topic: string },
  subject: FaultSubject,
): 0 | 1 | 2 {
  const reason = whyLost(connection, access, fields.topic);
  const fault = reason === undefined ? faults.reply(subject) : 'lose';
  if (fault === 'deliver') return 1;
  logger.log('warn', `reply ${fault === 'lose' ? 'dropped' : 'doubled'}`, {
    ...fields,
    reason: reason ?? 'a fault on demand',
  });
  return fault === 'lose' ? 0 : 2;
}

interface Outcome {
  readonly suffix: 'accepted' | 'rejected';
  readonly answer: Readonly<Record<string, unknown>>;
}

async function outcomeOf(
  { service, account: { logger } }: ProvisioningRequestsOptions,
  topic: ProvisioningTopic,
  payload: Buffer,
  fields: LogFields,
): Promise<Outcome> {
  const { operation } = fields;
  try {
    return {
      suffix: 'accepted',
      answer: await service.call(readCall(topic, payload, logger, fields), fields),
    };
  } catch (error) {
    if (error instanceof Rejection) return { suffix: 'rejected', answer: error.payload };
    // Of a fault of ours only the kind is logged: its message could quote a token or a key.
    const reason = error instanceof Error ? error.name : typeof error;
    logger.log('error', `${operation} failed`, { ...fields, errorCode: 'InternalFailure', reason });
    const failure = new Rejection(500, 'InternalFailure', 'Internal Failure', reason);
    return { suffix: 'rejected', answer: failure.payload };
  }
}

/** The service logs what it rejects; what never reaches it is logged here. */
function readCall(
  { operation, templateName, format }: ProvisioningTopic,
  octets: Buffer,
  logger: Account['logger'],
  fields: LogFields,
): ProvisioningCall {
  try {
    const payload = decodePayload(format, octets);
    return operation === 'RegisterThing'
      ? { operation, templateName, payload }
      : { operation, payload };
  } catch (error) {
    if (error instanceof Rejection) {
      const { statusCode, errorCode, reason } = error;
      logger.log('warn', 'rejected', { ...fields, statusCode, errorCode, reason });
    }
    throw error;
  }
}

/** An answer is received like every other message: where no policy allows that, it is not. */
function whyLost(connection: Connection, access: ClientAccess, topic: string): string | undefined {
  if (connection.gone) return 'the connection that asked has gone';
  const refusal = access.refusal(connection, 'iot:Receive', topic);
  return refusal && `iot:Receive: ${refusal}`;
}
