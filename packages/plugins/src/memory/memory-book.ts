import type { Admission, Block, Claim } from '@gangway/core';
import type { StoredDevice } from '../store/stored-device.js';

/** Everything that a store in memory holds. Maps, so that no id is more than an id. */
export interface MemoryBook {
  readonly devices: Map<string, StoredDevice>;
  readonly claims: Map<string, Claim>;
  readonly admissions: Map<string, Admission>;
  /** By certificate: the devices that it ever claimed, its own still or not. */
  readonly everClaimed: Map<string, Set<string>>;
  readonly counts: Map<string, { readonly count: number; readonly expiresAt?: number }>;
  /** Until when each spent nonce is remembered. */
  readonly nonces: Map<string, number>;
  readonly blocks: Map<string, Block>;
  /** By list: how far it was read, and at which line each device stood. */
  readonly lists: Map<string, { upTo: number; readonly lines: Map<string, number> }>;
  lastPresenceAt?: number;
}

export const emptyBook = (): MemoryBook => ({
  devices: new Map(),
  claims: new Map(),
  admissions: new Map(),
  everClaimed: new Map(),
  counts: new Map(),
  nonces: new Map(),
  blocks: new Map(),
  lists: new Map(),
});
