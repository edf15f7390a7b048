import type { Account } from '../account/account.js';
import type { ClientAccess } from '../policy/client-access.js';
import type { BrokerRules, ConnectAttempt, Connection } from './connection.js';
import { type Cut, cuts } from './cut.js';
import { brokerLimits, topicFault } from './limits.js';
import { judgeMessage, willFault } from './message-rules.js';
import type { PresenceEvents } from './presence-events.js';
import type { ProvisioningRequests } from './provisioning-requests.js';

/**
 * AWS IoT's rules for its message broker.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html
 * @example const broker = await createBroker({ rules: createBrokerRules({ account, access, requests, presence }), clock, connectTimeout });
 */
export function createBrokerRules({
  account: { logger },
  access,
  requests,
  presence,
}: {
  readonly account: Account;
  readonly access: ClientAccess;
  readonly requests: ProvisioningRequests;
  readonly presence: PresenceEvents;
}): BrokerRules {
  const failed: BrokerRules['failed'] = (error) => {
    logger.log('error', 'broker failed', {
      reason: error instanceof Error ? error.name : typeof error,
    });
  };
  /** A store that fails allows nothing. */
  const orElse = <T>(decide: () => T, closed: T): T => {
    try {
      return decide();
    } catch (error) {
      failed(error);
      return closed;
    }
  };
  const fault = cuts.serverError('the account cannot be asked');
  return {
    connecting: (connection, attempt) =>
      orElse(() => connectFault(access, connection, attempt), fault),
    publishing: (connection, message) =>
      orElse(() => judgeMessage(access, connection, message), { kind: 'cut', cut: fault }),
    taken(connection, message) {
      requests.answer(connection, message).catch(failed);
    },
    subscribing: (connection, topicFilter) =>
      orElse(() => judgeSubscription(access, connection, topicFilter, logger), fault),
    receiving: (connection, topic) =>
      orElse(() => access.refusal(connection, 'iot:Receive', topic) === undefined, false),
    connected(connection) {
      logger.log('debug', 'connected', fieldsOf(connection));
      presence.connected(connection);
    },
    disconnected(connection) {
      logger.log('debug', 'disconnected', {
        ...fieldsOf(connection),
        disconnectReason: connection.endReason,
      });
      presence.disconnected(connection);
    },
    cutOff(connection, { reason, why }) {
      logger.log('warn', 'cut off', {
        ...fieldsOf(connection),
        disconnectReason: reason,
        reason: why,
      });
    },
    refused(connection, { why }) {
      logger.log('warn', 'message refused', { ...fieldsOf(connection), reason: why });
    },
    failed,
  };
}

/** A client id that is too long is a client's to send, and not to fill the log with. */
const fieldsOf = ({ clientId, certificateId }: Connection) => ({
  clientId: clientId.slice(0, brokerLimits.clientIdLength),
  certificateId,
});

function connectFault(
  access: ClientAccess,
  connection: Connection,
  { clientId, protocolVersion, persistent, will }: ConnectAttempt,
): Cut | undefined {
  if (protocolVersion !== 4 && protocolVersion !== 5) {
    return cuts.unsupportedProtocolVersion('neither MQTT 3.1.1 nor 5');
  }
  const idFault = clientIdFault(clientId);
  if (idFault !== undefined) return cuts.clientIdentifierNotValid(`client id ${idFault}`);
  const refusal = access.refusal(connection, 'iot:Connect', clientId, [
    ...(persistent ? (['PersistentConnect'] as const) : []),
    ...(will === undefined ? [] : (['LastWill'] as const)),
  ]);
  if (refusal !== undefined) return cuts.notAuthorized(`connect: ${refusal}`);
  return will && willFault(access, connection, will);
}

/** AWS IoT gives an MQTT 5 client without an id one of its own. Here it has to bring one: policies are about ids. */
function clientIdFault(clientId: string): string | undefined {
  const { clientIdLength } = brokerLimits;
  if (clientId.length === 0) return 'is empty';
  if (Buffer.byteLength(clientId) > clientIdLength)
    return `is longer than ${clientIdLength} octets`;
  // MQTT 3.1.1, section 1.5.3: U+0000 must not be in any text.
  return clientId.includes('\0') ? 'has a NUL in it' : undefined;
}

function judgeSubscription(
  access: ClientAccess,
  connection: Connection,
  topicFilter: string,
  logger: Account['logger'],
): 'grant' | 'refuse' | Cut {
  const fault = filterFault(connection, topicFilter);
  if (fault !== undefined) return fault;
  const refusal = access.refusal(connection, 'iot:Subscribe', topicFilter);
  if (refusal === undefined) return 'grant';
  logger.log('warn', 'subscription refused', {
    ...fieldsOf(connection),
    topicFilter,
    reason: refusal,
  });
  return 'refuse';
}

function filterFault(connection: Connection, topicFilter: string): Cut | undefined {
  const fault = topicFault(topicFilter);
  if (fault !== undefined) return cuts.topicFilterInvalid(`topic filter ${fault}`);
  if (topicFilter.startsWith('$') && !topicFilter.startsWith('$aws/')) {
    return cuts.topicFilterInvalid(`subscription to reserved topic filter ${topicFilter}`);
  }
  const { subscriptionsPerConnection: most } = brokerLimits;
  return connection.subscriptions >= most
    ? cuts.quotaExceeded(`more than ${most} subscriptions`)
    : undefined;
}
