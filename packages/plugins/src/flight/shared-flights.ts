import { unlessAborted } from './unless-aborted.js';

interface Flight<T> {
  readonly landed: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * One flight for all who ask for the same thing at the same time. Each waits by its own signal; the flight itself is
 * given up when nobody waits any more, so that one caller's deadline is not another's.
 *
 * A flight under way began before whoever comes now asked, and may bring what has changed since. So its answer is theirs
 * only where an old one does no harm; else all who came meanwhile share the next flight. A failure is everybody's: it lets
 * nobody in, and spares what is down a second rush.
 *
 * @param isForAll whether an answer may be given to those who asked after its flight began
 * @returns a function that joins the flight under way, or starts one
 */
export function sharedFlights<T>(
  isForAll: (answer: T) => boolean,
): (key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>) => Promise<T> {
  const flights = new Map<string, Flight<T>>();

  const end = (key: string, flight: Flight<T>) => {
    if (flights.get(key) === flight) flights.delete(key);
    // Also when it has landed: where one of several calls failed, the others need not go on.
    flight.controller.abort(new Error('nobody waits for this any more'));
  };

  function launch(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight = { landed: start(controller.signal), controller, waiting: 0 };
    flights.set(key, flight);
    const over = () => end(key, flight);
    flight.landed.then(over, over);
    return flight;
  }

  async function board(key: string, flight: Flight<T>, signal: AbortSignal): Promise<T> {
    flight.waiting += 1;
    try {
      return await unlessAborted(flight.landed, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) end(key, flight);
    }
  }

  return async (key, signal, start) => {
    signal.throwIfAborted();
    const underWay = flights.get(key);
    if (underWay !== undefined) {
      const early = await board(key, underWay, signal);
      if (isForAll(early)) return early;
    }
    // One that is under way now began after this caller asked.
    return board(key, flights.get(key) ?? launch(key, start), signal);
  };
}
