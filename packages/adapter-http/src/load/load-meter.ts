/**
 * Why something was turned away for load: `full`, as many decisions as may be were under way; `late`, its time was too short;
 * `memory`, the bodies that were being read had all that they may have; `connections`, as many as may be were open;
 * `pipelined`, a connection sent more requests at once than it may.
 */
export type ShedReason = (typeof shedReasons)[number];

export const shedReasons = ['full', 'late', 'memory', 'connections', 'pipelined'] as const;

/** Where the load is told to. */
export interface LoadMeter {
  shed(reason: ShedReason): void;
  /** How many decisions more are under way, or fewer. */
  inFlight(change: 1 | -1): void;
}
