import type { Account } from '../account/account.js';
import type { PresenceEvent, PresenceRule } from '../presence/presence-event.js';
import type { Broker, Connection } from './connection.js';

/** Tells of connections made and ended. */
export interface PresenceEvents {
  connected(connection: Connection): void;
  disconnected(connection: Connection): void;
}

/**
 * Publishes presence events, then hands them to the rule.
 *
 * AWS IoT's `versionNumber` grows with every event of a client id. Here one number grows for all of them, which is the same to
 * whoever compares two events of one client, and keeps nothing for clients that have gone. Client ids with `#` or `+` in them have
 * no events. The messages are of QoS 0: a session without a connection gathers none.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 * @example
 * const presence = createPresenceEvents({ clock, rule: console.log, publish: broker.publish });
 * presence.connected(connection);
 */
export function createPresenceEvents({
  clock,
  rule,
  publish,
}: {
  readonly clock: Account['clock'];
  readonly rule: PresenceRule;
  readonly publish: Broker['publish'];
}): PresenceEvents {
  let versionNumber = 0;
  const tell = (
    connection: Connection,
    rest: Pick<PresenceEvent, 'eventType'> & Partial<PresenceEvent>,
  ): void => {
    const { clientId, certificateId, sessionId } = connection;
    if (/[#+]/.test(clientId)) return;
    const event: PresenceEvent = Object.freeze({
      clientId,
      timestamp: clock.now(),
      sessionIdentifier: sessionId,
      principalIdentifier: certificateId,
      versionNumber: versionNumber++,
      ...rest,
    });
    publish({
      topic: `$aws/events/presence/${event.eventType}/${clientId}`,
      payload: Buffer.from(JSON.stringify(event)),
    });
    rule(event);
  };
  return {
    connected: (connection) =>
      tell(connection, { eventType: 'connected', ipAddress: connection.ipAddress }),
    disconnected: (connection) =>
      tell(connection, {
        eventType: 'disconnected',
        clientInitiatedDisconnect: connection.endReason === 'CLIENT_INITIATED_DISCONNECT',
        disconnectReason: connection.endReason,
      }),
  };
}
