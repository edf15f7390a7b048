import type { Fate } from '../device/fate.js';
import type { Party } from '../plan/party.js';

/** Somebody, and what became of it. */
export interface Passage {
  readonly party: Party;
  readonly fate: Fate;
}
