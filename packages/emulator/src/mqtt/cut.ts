/** AWS IoT's words for why a connection ended. @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html */
export type DisconnectReason =
  | 'AUTH_ERROR'
  | 'CLIENT_ERROR'
  | 'CLIENT_INITIATED_DISCONNECT'
  | 'CONNECTION_LOST'
  | 'DUPLICATE_CLIENTID'
  | 'FORBIDDEN_ACCESS'
  | 'MQTT_KEEP_ALIVE_TIMEOUT'
  | 'SERVER_ERROR'
  | 'SERVER_INITIATED_DISCONNECT'
  | 'THROTTLED';

/** Why a connection is ended: for the client, for presence events, and for the log. */
export interface Cut {
  readonly reason: DisconnectReason;
  /** Of MQTT 5, section 2.4. Clients of 3.1.1 are told nothing: their connection is closed. */
  readonly reasonCode: number;
  /** For the log alone. */
  readonly why: string;
}

const cut =
  (reason: DisconnectReason, reasonCode: number) =>
  (why: string): Cut => ({ reason, reasonCode, why });

/**
 * Makes cuts, by MQTT 5's names of their reason codes.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt5-reason-codes
 * @example cuts.notAuthorized('no policy allows it')
 */
export const cuts = Object.freeze({
  clientIdentifierNotValid: cut('CLIENT_ERROR', 0x85),
  keepAliveTimeout: cut('MQTT_KEEP_ALIVE_TIMEOUT', 0x8d),
  malformed: cut('CLIENT_ERROR', 0x81),
  notAuthorized: cut('AUTH_ERROR', 0x87),
  packetTooLarge: cut('CLIENT_ERROR', 0x95),
  quotaExceeded: cut('CLIENT_ERROR', 0x97),
  qosNotSupported: cut('CLIENT_ERROR', 0x9b),
  retainNotSupported: cut('CLIENT_ERROR', 0x9a),
  serverError: cut('SERVER_ERROR', 0x80),
  serverShuttingDown: cut('SERVER_INITIATED_DISCONNECT', 0x8b),
  sessionTakenOver: cut('DUPLICATE_CLIENTID', 0x8e),
  connectionLost: cut('CONNECTION_LOST', 0x80),
  administrativeAction: cut('SERVER_INITIATED_DISCONNECT', 0x98),
  throttled: cut('THROTTLED', 0x97),
  topicFilterInvalid: cut('CLIENT_ERROR', 0x8f),
  topicNameInvalid: cut('CLIENT_ERROR', 0x90),
  unsupportedProtocolVersion: cut('CLIENT_ERROR', 0x84),
});
