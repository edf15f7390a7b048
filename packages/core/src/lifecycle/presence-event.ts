import { isCertificateId, kindOf } from '../domain/event-fields.js';
import { limits } from '../domain/limits.js';

/** Why a message is no presence event that could confirm a claim: codes with their meaning. */
export const presenceRefusals = Object.freeze({
  PRESENCE_NOT_OBJECT: 'The message is not a JSON object.',
  PRESENCE_NOT_CONNECTED:
    'The event type is not `connected`: a device that leaves, or tries in vain, confirms nothing.',
  PRESENCE_PRINCIPAL_NOT_CERTIFICATE:
    'The principal is not the id of a certificate: whoever connected did so with other credentials.',
  PRESENCE_CLIENT_ID_INVALID: 'The client id is not a string of 1 to 128 characters.',
  PRESENCE_TIMESTAMP_INVALID: 'The timestamp is not a whole number of milliseconds since 1970.',
});

export type PresenceRefusalCode = keyof typeof presenceRefusals;

/** A certificate has connected, as AWS IoT tells it. */
export interface PresenceEvent {
  readonly kind: 'connected';
  /** For the log. A client names itself, so it identifies nobody. */
  readonly clientId: string;
  readonly certificateId: string;
  /** When, in milliseconds since 1970-01-01T00:00:00Z; about, says AWS. */
  readonly at: number;
}

export interface RefusedPresence {
  readonly kind: 'refused';
  readonly code: PresenceRefusalCode;
  readonly detail: string;
}

/**
 * Reads a message of the topic `$aws/events/presence/connected/#`. Unknown in, typed out, or the reason why not; fields
 * beyond the four that it reads are left out.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 * @example
 * parsePresenceEvent({
 *   clientId: 'SN-0001',
 *   timestamp: 1893456000000,
 *   eventType: 'connected',
 *   principalIdentifier: 'ab'.repeat(32),
 * }).kind; // 'connected'
 * @example
 * parsePresenceEvent({ eventType: 'disconnected' }).kind; // 'refused'
 */
export function parsePresenceEvent(message: unknown): PresenceEvent | RefusedPresence {
  try {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      return refused('PRESENCE_NOT_OBJECT', `it is ${kindOf(message)}`);
    }
    const own = (name: string): unknown =>
      Object.hasOwn(message, name) ? (message as Record<string, unknown>)[name] : undefined;
    return parseFields(
      own('eventType'),
      own('principalIdentifier'),
      own('clientId'),
      own('timestamp'),
    );
  } catch {
    return refused('PRESENCE_NOT_OBJECT', 'reading it failed');
  }
}

function parseFields(
  type: unknown,
  principal: unknown,
  clientId: unknown,
  timestamp: unknown,
): PresenceEvent | RefusedPresence {
  if (type !== 'connected') {
    return refused('PRESENCE_NOT_CONNECTED', `eventType is ${kindOf(type)}`);
  }
  if (!isCertificateId(principal)) {
    return refused(
      'PRESENCE_PRINCIPAL_NOT_CERTIFICATE',
      `principalIdentifier is ${kindOf(principal)}`,
    );
  }
  // Any characters: AWS IoT let the client in, and its certificate is what counts.
  if (typeof clientId !== 'string' || clientId === '' || clientId.length > limits.clientIdLength) {
    return refused('PRESENCE_CLIENT_ID_INVALID', `clientId is ${kindOf(clientId)}`);
  }
  if (!isMoment(timestamp)) {
    return refused('PRESENCE_TIMESTAMP_INVALID', `timestamp is ${kindOf(timestamp)}`);
  }
  return Object.freeze({ kind: 'connected', clientId, certificateId: principal, at: timestamp });
}

const isMoment = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const refused = (code: PresenceRefusalCode, detail: string): RefusedPresence =>
  Object.freeze({ kind: 'refused', code, detail });
