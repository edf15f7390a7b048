import type { LoadMeter } from './load-meter.js';

/**
 * What the bodies that are being read may hold together beyond their first {@link freeOctets}: 64 of the longest that are
 * taken unless told otherwise.
 */
const sharedOctets = 16 * 1_024 * 1_024;

/**
 * So much of a body costs nothing: an event with a certificate and its parameters is shorter as a rule, and must not wait
 * for strangers who send long bodies slowly. How many there are of these, the connections bound.
 */
const freeOctets = 16 * 1_024;

/** Memory for the bodies that are being read at one time. */
export interface BodyMemory {
  /** Memory for one body. */
  open(): BodyShare;
}

export interface BodyShare {
  /** Whether the body may have grown so long. */
  grow(length: number): boolean;
  /** Gives it all back; it may be said twice. */
  release(): void;
}

/** Bounds what all bodies hold that are being read, before anyone knows whose they are. */
export function bodyMemory(meter: LoadMeter, most: number = sharedOctets): BodyMemory {
  let held = 0;
  return Object.freeze({
    open() {
      let mine = 0;
      const hold = (octets: number) => {
        held += octets - mine;
        mine = octets;
      };
      return {
        grow(length: number) {
          const wanted = Math.max(0, length - freeOctets);
          if (held - mine + wanted > most) {
            meter.shed('memory');
            return false;
          }
          hold(wanted);
          return true;
        },
        release: () => hold(0),
      };
    },
  });
}
