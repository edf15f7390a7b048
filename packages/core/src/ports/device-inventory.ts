import type { Claim } from '../domain/claim.js';
import type { Block, BlockRegistry, BlockSubject } from './block-registry.js';
import type { ClaimLedger } from './claim-ledger.js';
import type { DeviceRecord, DeviceRegistry, DeviceState } from './device-registry.js';

/** Hand it to every call: aborted, the call rejects. */
interface Signal {
  readonly signal: AbortSignal;
}

/** A device as an operator sees it. */
export interface DeviceDetails {
  readonly record: DeviceRecord;
  readonly claim?: Claim;
}

/** A device to be written, and where in its list it stands: its line, from 1. */
export interface DeviceEntry {
  readonly record: DeviceRecord;
  readonly line?: number;
}

/** What came of one entry: new, known before, or named by an earlier line of the same list, which stays as it is. */
export type PutResult =
  | { readonly kind: 'added' | 'updated' }
  | { readonly kind: 'doubled'; readonly line: number };

export interface DeviceFilter {
  readonly state?: DeviceState;
  readonly batch?: string;
  /** Only devices with a claim that nobody confirmed. */
  readonly unconfirmed?: boolean;
}

export interface DeviceStats {
  readonly devices: number;
  readonly byState: Readonly<Record<DeviceState, number>>;
  /** When the newest presence event took place, in milliseconds since 1970; absent: none ever did. */
  readonly lastPresenceAt?: number;
}

/** The operator's side of a registry: no hook calls it. Every method rejects with a PortError where the store could not be asked. */
export interface DeviceInventory {
  /**
   * Writes devices. Of a known one it replaces attributes, claim certificates, templates and batch, and leaves its claim
   * alone. It never loosens: a withdrawn device stays withdrawn, and a known one keeps its state unless the entry
   * withdraws it.
   *
   * @throws TypeError for an id that is empty or no well-formed Unicode; then nothing was written
   * @param options `list` names the list that the entries come from: two lines of it may not name one device, and it is
   *   remembered how far it was read
   */
  put(
    entries: readonly DeviceEntry[],
    options: Signal & { readonly list?: string },
  ): Promise<readonly PutResult[]>;
  /** Up to which line a list was written, 0 for one never seen. */
  writtenUpTo(list: string, options: Signal): Promise<number>;
  /** A device, or the claim on one that stands in another registry: its record then has an id and a state alone. */
  show(id: string, options: Signal): Promise<DeviceDetails | undefined>;
  /**
   * In the order of ids where the store has one; pages are read as they are asked for. With `unconfirmed` also claims on
   * devices that stand in another registry, as {@link DeviceInventory.show} gives them.
   */
  list(filter: DeviceFilter, options: Signal): AsyncIterable<DeviceDetails>;
  /** Blocks or retires a device, or, with `undefined`, takes that back: it stands again where it stood. */
  withdraw(
    id: string,
    how: 'blocked' | 'retired' | undefined,
    options: Signal,
  ): Promise<'changed' | 'unchanged' | 'unknown'>;
  stats(options: Signal): Promise<DeviceStats>;
  /**
   * `false` when it was in force already.
   *
   * @throws TypeError for a subject whose id is empty or no well-formed Unicode
   */
  block(block: Block, options: Signal): Promise<boolean>;
  /** `false` when it was not in force. */
  unblock(subject: BlockSubject, options: Signal): Promise<boolean>;
  blocks(options: Signal): Promise<readonly Block[]>;
}

/** A whole registry: what a hook asks, and what an operator does. Each store adapter opens one. */
export interface DeviceStore {
  readonly registry: DeviceRegistry;
  readonly ledger: ClaimLedger;
  readonly blocks: BlockRegistry;
  readonly inventory: DeviceInventory;
  /** Lets go of files and connections; calls under way are finished first. */
  close(): Promise<void>;
}
