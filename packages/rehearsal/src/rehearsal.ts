import type { Clock } from '@gangway/core';
import type { Emulator } from '@gangway/emulator';
import type { Patience } from './device/rig.js';
import type { Fleet, ImpostorKind } from './fleet.js';
import type { Percentiles, RehearsalProgress } from './report.js';

export interface RehearsalOptions {
  /** Where devices connect. It must be fresh: nothing may be registered in it. */
  readonly emulator: Emulator;
  /** What the hook is called in the report. */
  readonly hook: string;
  readonly fleet: Fleet;
  /** How many of each kind; none unless told. */
  readonly impostors?: Readonly<Partial<Record<ImpostorKind, number>>>;
  /** How many devices are at it at once. */
  readonly concurrency: number;
  /** The same seed gives the same decisions. */
  readonly seed: number;
  /** The hook's own reason for its last answer to a client, where it can be known. */
  readonly reasonOf?: (clientId: string) => string | undefined;
  /**
   * Whether the hook's last answer to a client was a no of its own, and no failure, where it can be known: then a device that was
   * refused and came aboard later counts as refused. Not where faults are put in, which may make a hook say no.
   */
  readonly saidNo?: (clientId: string) => boolean;
  /** How long the hook took to answer so far, for the report; see `timedHook`. */
  readonly hookLatency?: () => Percentiles | undefined;
  /** Stops what comes with a claim certificate, as an operator does; unless told, it is made `INACTIVE` at AWS IoT. */
  readonly block?: (claimCertificateId: string) => Promise<void>;
  /** How often a device begins anew at most; faults make it. 12 unless told. */
  readonly attempts?: number;
  /** How long a device waits for each answer; what is not told is as for a fleet in the field. */
  readonly patience?: Partial<Patience>;
  /** What devices wait by; the account's clock unless told. */
  readonly clock?: Clock;
  /** Counts of faults put in so far, by name. */
  readonly faults?: () => Readonly<Record<string, number>>;
  readonly progress?: (progress: RehearsalProgress) => void;
  readonly signal?: AbortSignal;
}
