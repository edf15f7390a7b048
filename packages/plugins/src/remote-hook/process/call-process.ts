import { PortError } from '@gangway/core';
import type { RemoteCall } from '../remote-call.js';
import type { HookCommand } from './command.js';
import { type HookProcess, startHookProcess } from './hook-process.js';
import { processFault } from './process-fault.js';
import { waitingLine } from './waiting-line.js';

/** Where a process runs, or will. */
interface Place {
  process?: HookProcess;
}

/** After a start that failed none is tried for this long, in milliseconds: the next would fail as well. */
const pauseMs = 1_000;

/**
 * Calls a hook that runs in processes of this machine, one request at a time in each. One that ends, hangs or breaks the
 * protocol is replaced.
 *
 * @param start starts one process
 * @param now wall time in milliseconds, which goes on while a function is frozen
 */
export function callProcess(
  command: HookCommand,
  start: (command: HookCommand) => HookProcess = startHookProcess,
  now: () => number = Date.now,
): Required<RemoteCall> {
  const places: Place[] = Array.from({ length: command.processes }, () => ({}));
  const line = waitingLine(places, rankOf, () => processFault.late('the wait for the hook'));
  let failure: { readonly at: number; readonly error: PortError } | undefined;

  function processIn(place: Place): HookProcess {
    const { process } = place;
    if (process !== undefined && !process.isOver()) return process;
    // By the distance alone: a clock that was set back must not forbid it for long.
    if (failure !== undefined && Math.abs(now() - failure.at) < pauseMs) {
      throw new PortError(failure.error.code, failure.error.message, { cause: failure.error });
    }
    const started = start(command);
    place.process = started;
    return started;
  }

  async function readyIn(place: Place, signal: AbortSignal): Promise<HookProcess> {
    const process = processIn(place);
    try {
      await process.ready(signal);
    } catch (error) {
      if (error instanceof PortError && process.isOver()) failure = { at: now(), error };
      throw error;
    }
    failure = undefined;
    return process;
  }

  /** At once, so that the next request does not wait for it; unless none can be started. */
  function replace(place: Place): void {
    if (place.process?.isOver() !== true || failure !== undefined) return;
    place.process = start(command);
  }

  async function invokeIn(place: Place, ...args: Parameters<RemoteCall['invoke']>) {
    const process = await readyIn(place, args[1].signal);
    try {
      return await process.invoke(...args);
    } finally {
      replace(place);
    }
  }

  return {
    invoke: (event, call) =>
      line.use(call.signal, async (place) => {
        const answer = await invokeIn(place, event, call);
        if (answer !== undefined) return answer;
        // It had ended since it answered last, and certainly has not run.
        const second = await invokeIn(place, event, call);
        if (second !== undefined) return second;
        throw processFault.ended('itself, time and again');
      }),
    async open(signal) {
      await Promise.all(places.map((place) => readyIn(place, signal)));
    },
  };
}

/** One that is ready serves at once, one that has started sooner than one that has not. */
function rankOf({ process }: Place): number {
  if (process === undefined || process.isOver()) return 0;
  return process.isReady() ? 2 : 1;
}
