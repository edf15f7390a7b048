import type { Clock } from '@gangway/core';
import type { Item } from './attribute-value.js';

/** What the control item said: texts by the keys of their subjects. */
export type ReadBlocks = ReadonlyMap<string, unknown>;

/** The last reading of the control item in this process: whoever reads it leaves it here for who needs it next. */
export interface ControlMemory {
  /** To be called when a reading is sent; what it gives takes what the reading brought. */
  begin(): (item: Item | undefined) => ReadBlocks;
  /**
   * The blocks, where they were read at or after that moment, in milliseconds since 1970. Asked as "is it new enough", so
   * that a moment that is no number is never answered from memory; and neither is any while the reading lies in the
   * future, as it does once the clock was set back.
   */
  readSince(asOf: number): ReadBlocks | undefined;
  /** The newest presence event that was ever read here; the table may know of a newer one. */
  lastPresenceAt(): number | undefined;
  /** After a block was set or lifted here. */
  forget(): void;
}

export function controlMemory(clock: Pick<Clock, 'now'>): ControlMemory {
  let reading: { readonly at: number; readonly blocks: ReadBlocks } | undefined;
  let presence: number | undefined;
  // Which reading is the newest is told by the order in which they were sent: the clock may be set back between two.
  let sent = 0;
  let newest = 0;
  return {
    begin() {
      sent += 1;
      const turn = sent;
      const at = clock.now();
      return (item) => {
        const { blocks: texts = {}, lastPresenceAt = presence } = (item ?? {}) as {
          blocks?: Item;
          lastPresenceAt?: number;
        };
        if (lastPresenceAt !== undefined) presence = Math.max(presence ?? 0, lastPresenceAt);
        const blocks = new Map(Object.entries(texts));
        if (turn > newest) {
          newest = turn;
          reading = { at, blocks };
        }
        return blocks;
      };
    },
    readSince: (asOf) =>
      reading !== undefined && reading.at >= asOf && reading.at <= clock.now()
        ? reading.blocks
        : undefined,
    lastPresenceAt: () => presence,
    forget() {
      reading = undefined;
      newest = sent;
    },
  };
}
