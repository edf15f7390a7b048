import type { Clock } from '@gangway/core';

/** Says when a decision may begin. */
export interface Turns {
  /** Nothing where it may begin at once; otherwise what is resolved when it may. Who asked first begins first. */
  wait(): Promise<void> | undefined;
}

// What decisions may take of one turn of the event loop at least: of one that is quick, a few; of any, the first.
const turnMs = 1;

/**
 * Lets decisions begin for a millisecond in one turn of the event loop, or for as long as all else took in it. Node takes
 * one new connection in a turn, and reads from every connection that has something: with a decision for each of a
 * thousand, a turn would take a second, and the next client would wait for it in a queue that nobody sees. Those that wait
 * here instead are counted, and bounded.
 *
 * @see https://docs.libuv.org/en/v1.x/design.html#the-i-o-loop
 */
export function eventLoopTurns(clock: Clock): Turns {
  let isUnderWay = false;
  let waiting = 0;
  let until = 0;
  let last = 0;
  const beginPhase = () => {
    isUnderWay = waiting > 0;
    if (!isUnderWay) return;
    // Before those that wait: immediates keep their order, and one that is set now comes in the next turn.
    setImmediate(beginPhase);
    const now = clock.monotonic();
    until = now + Math.max(turnMs, now - last);
  };
  const beginOne = (begin: () => void) => {
    last = clock.monotonic();
    if (last >= until) {
      setImmediate(beginOne, begin);
      return;
    }
    waiting -= 1;
    begin();
  };
  return Object.freeze({
    wait() {
      const now = clock.monotonic();
      if (!isUnderWay) {
        isUnderWay = true;
        last = now;
        until = now + turnMs;
        setImmediate(beginPhase);
        return undefined;
      }
      // Where some were left waiting, this time is over.
      if (now < until) return undefined;
      waiting += 1;
      return new Promise<void>((resolve) => {
        setImmediate(beginOne, resolve);
      });
    },
  });
}
