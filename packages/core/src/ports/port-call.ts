/** That a method of a port was called, and what came of it: never with what, and never what was answered. */
export interface PortCall {
  /** For example `DeviceRegistry`. */
  readonly port: string;
  /** The method: `find`, `commit`, `get`. */
  readonly operation: string;
  /** `answered` is every answer, a "no" and a "there is none" included. */
  readonly outcome: 'answered' | 'failed';
  /** Of a {@link PortError}; `PORT_UNAVAILABLE` where its code is not declared as an error. Absent for whatever else was thrown. */
  readonly code?: string;
  readonly durationMs: number;
}
