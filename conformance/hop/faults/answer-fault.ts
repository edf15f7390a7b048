import type { Behaviour } from '../raw-server.js';

/** What a fault between proxy and container has at hand. */
export interface Hop {
  readonly key: string;
  /** Of the container itself. */
  readonly url: string;
  /** Hands a call to the container and its reply back, as should be. */
  readonly relay: Behaviour;
  /** The octets of the last good reply. */
  lastReply(): Uint8Array;
}

/** What stands where the container should, and does to a call what must not be taken for an allow. */
export type AnswerFault = (hop: Hop) => Behaviour;

/** Faults by their names, by the code that the proxy must give. */
export type AnswerFaults = Readonly<Record<string, Readonly<Record<string, AnswerFault>>>>;
