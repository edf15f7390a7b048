import type { Account } from '../account/account.js';
import type { FaultPlan } from '../chaos/fault-plan.js';
import type { PresenceRule } from '../presence/presence-event.js';
import type { ProvisioningService } from '../provisioning/provisioning-service.js';

export interface MqttServerOptions {
  readonly account: Account;
  readonly service: ProvisioningService;
  readonly faults: FaultPlan;
  /** Hears of every connection made and ended, after it was published. */
  readonly presence: PresenceRule;
  /** Address to listen on; `127.0.0.1` unless told. */
  readonly hostname?: string;
  /** Names and addresses that its certificate is for, beside that address, `127.0.0.1` and `localhost`; the first is its host's. */
  readonly names?: readonly string[];
  /** 0 takes a free one. */
  readonly port: number;
  /** Milliseconds that a connection may take for its handshake, and then for its CONNECT; 30,000 unless told. */
  readonly connectTimeout?: number;
}

/**
 * AWS IoT's message broker, with the topics of fleet provisioning behind it. The way of a request: `broker` hears a publish and asks
 * `broker-rules`, which takes those on provisioning topics out of circulation and gives them to `provisioning-requests`; that
 * decodes the payload, calls the service (`provisioning/create-provisioning-service`, where `register-thing` asks the hook), and
 * sends the answer to the connection that asked.
 */
export interface MqttServer {
  readonly host: string;
  readonly port: number;
  /** How many connections there are. */
  readonly connections: number;
  /** Cuts a client off, as AWS IoT does when its certificate is no longer active. */
  disconnect(certificateId: string): void;
  /** Cuts everybody off and listens again on the same port: a restart. State is kept, subscriptions are not. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
