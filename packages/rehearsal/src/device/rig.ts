import type { SecureContext } from 'node:tls';
import type { Fleet } from '../fleet.js';
import type { Overheard } from '../impostor/overheard.js';
import type { Stopwatch } from '../measure/stopwatch.js';
import type { Bounds } from '../mqtt/in-time.js';

/** How long a device waits for each answer, in milliseconds. */
export interface Patience {
  readonly connectMs: number;
  readonly createMs: number;
  /** AWS IoT gives a hook five seconds, so less than that would be too little. */
  readonly registerMs: number;
}

/** What every device and impostor of one rehearsal works with. */
export interface Rig extends Bounds {
  readonly host: string;
  readonly port: number;
  /** PEM. */
  readonly ca: string;
  readonly templateName: string;
  readonly fleet: Fleet;
  readonly seed: number;
  readonly patience: Patience;
  /** How often a device begins anew at most. */
  readonly attempts: number;
  /** The fleet's claim certificate. Reading a key and a CA is a good part of a handshake, so it is done once. */
  readonly claim: SecureContext;
  /** The claim certificate that was stolen, and blocked. */
  readonly stolenClaim: SecureContext;
  readonly stopwatch: Stopwatch;
  readonly overheard: Overheard;
  /** The hook's own reason for its last answer, where it can be known. */
  readonly reasonOf?: (clientId: string) => string | undefined;
  /** Whether that answer was a no of the hook's own, and no failure. */
  readonly saidNo?: (clientId: string) => boolean;
  /** Hears that somebody begins anew because of a fault. */
  readonly retried: () => void;
}
