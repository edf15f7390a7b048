import type { Clock, Logger } from '@gangway/core';
import type { Account } from './account/account.js';
import type { AccountStore } from './account/account-store.js';
import type { AuthorityKeys } from './certificates/authority-keys.js';
import type { Chaos } from './chaos/chaos.js';
import type { FaultPlan } from './chaos/fault-plan.js';
import type { HookTarget } from './hook-target/hook-target.js';
import type { PresenceRule } from './presence/presence-event.js';

export interface EmulatorOptions {
  /** Which hook decides. */
  readonly hook: HookTarget;
  /** The template that devices register through; its body is JSON text. */
  readonly template: { readonly name: string; readonly body: string };
  /** Twelve digits; `123456789012` unless told. */
  readonly accountId?: string;
  /** `us-east-1` unless told. */
  readonly region?: string;
  /** Where the account's state is kept; in memory unless told. It is closed with the emulator. */
  readonly state?: AccountStore;
  /** The CA of an account that was kept; a new one unless told. */
  readonly authorityKeys?: AuthorityKeys;
  readonly clock?: Clock;
  /** Hears why something was refused; nobody unless told. */
  readonly logger?: Logger;
  /** Faults out of a seed, with a clock that jumps; none unless told. */
  readonly chaos?: Chaos;
  /** What goes wrong, where `chaos` is not told; nothing unless told. */
  readonly faults?: FaultPlan;
  /** Hears of presence events, as a rule of AWS IoT does. */
  readonly presence?: PresenceRule;
  /** Where MQTT is served; a free port of `127.0.0.1` unless told. */
  readonly mqtt?: {
    readonly hostname?: string;
    readonly port?: number;
    /** Further names and addresses that devices reach it by; the first is what it calls itself. */
    readonly names?: readonly string[];
  };
  /** Where the control plane is served; a free port of `127.0.0.1` unless told. */
  readonly http?: { readonly hostname?: string; readonly port?: number };
}

/** A claim certificate with its key, both in PEM. */
export interface ClaimCredentials {
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly privateKey: string;
}

/** AWS IoT's fleet provisioning, running. */
export interface Emulator {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly http: { readonly url: string };
  readonly templateName: string;
  /** PEM of the CA that signed the server's certificate, and every device's. */
  readonly ca: string;
  readonly claim: ClaimCredentials;
  readonly account: Account;
  /** Another claim certificate for the same template, active, with the same policy. */
  newClaim(): Promise<ClaimCredentials>;
  /** Restarts the broker: every connection is cut, the state is kept. */
  restartBroker(): Promise<void>;
  /** Cuts off whoever is connected with this certificate. */
  disconnect(certificateId: string): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
