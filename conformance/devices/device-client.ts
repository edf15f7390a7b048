/** Where a device connects to, and with what. */
export interface Connecting {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly clientId: string;
}

/** What came back: on the topic `accepted`, or as an error of the client's own. */
export type Answer =
  | { readonly kind: 'accepted'; readonly payload: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'rejected';
      readonly statusCode: unknown;
      readonly errorCode: unknown;
      /** How the client tells it: the class of its error, or the topic. */
      readonly told: string;
    };

/** A connection of a device. */
export interface Session {
  createKeys(): Promise<Answer>;
  createFromCsr(certificateSigningRequest: string): Promise<Answer>;
  register(
    templateName: string,
    certificateOwnershipToken: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Publishes on a topic and waits for that to come back: this device may, under its own name. */
  echo(topic: string): Promise<void>;
  close(): Promise<void>;
}

/** A client that devices use. */
export interface DeviceClient {
  readonly name: string;
  /** Why it is not there on this machine. */
  readonly missing?: string;
  /** Rejects where the connection is refused. */
  connect(to: Connecting): Promise<Session>;
}
