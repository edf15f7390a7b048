import type { AskedBody } from './bodies.js';

/** What the parts of the suite share. */
export interface Setting {
  /** The bundled service. */
  readonly file: string;
  /** The same for all clients: a device has one certificate. */
  readonly bodies: readonly AskedBody[];
  /** From 0 to 1. */
  readonly random: () => number;
  readonly progress: (line: string) => void;
}
