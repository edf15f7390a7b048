/** Whether what a plugin depends on answered when it was asked, outside of any decision. */
export interface PortAnswer {
  readonly plugin: string;
  readonly answered: boolean;
  /** Why it did not: an error code of the plugin's or of core's, `DEADLINE_EXCEEDED` where it took too long. */
  readonly code?: string;
  /** For the operator: it may name tables and hosts, and never a secret. */
  readonly detail?: string;
  readonly durationMs: number;
}
