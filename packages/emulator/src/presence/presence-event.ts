/**
 * What AWS IoT publishes on `$aws/events/presence/connected/<clientId>` and `…/disconnected/<clientId>`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 */
export interface PresenceEvent {
  readonly clientId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  readonly eventType: 'connected' | 'disconnected';
  readonly sessionIdentifier: string;
  /** Id of the certificate that the connection was made with. */
  readonly principalIdentifier: string;
  readonly versionNumber: number;
  /** On `connected`. */
  readonly ipAddress?: string;
  /** On `disconnected`. */
  readonly clientInitiatedDisconnect?: boolean;
  /** On `disconnected`: AWS IoT's word for why, such as `CLIENT_INITIATED_DISCONNECT` or `DUPLICATE_CLIENTID`. */
  readonly disconnectReason?: string;
}

/** What a rule of AWS IoT would do with presence events, such as to call the lifecycle function. It must not throw. */
export type PresenceRule = (event: PresenceEvent) => void;
