/** What became of somebody, as far as it knows itself. */
export interface Fate {
  /** `admitted`: it has been told a thing's name, or connected as one. */
  readonly outcome: 'admitted' | 'refused';
  readonly reason?: string;
  /** How often it began anew because of a fault. */
  readonly retries: number;
  /** The thing that it was told it is. */
  readonly thingName?: string;
  /** Whether it was connected with a certificate of its own. */
  readonly connected: boolean;
  /** Ids of all certificates that were made for it, the last one last. */
  readonly certificateIds: readonly string[];
  /** Why the hook said no to a device of the fleet, each time that it is known to have. */
  readonly refusals?: readonly string[];
}
