import type { DecidingHook } from '@gangway/core';
import { errorText } from './answer.js';

/**
 * Milliseconds that a preparation may take. After that the requests find out themselves what is there and what is not,
 * as they do when it fails.
 */
const prepareMs = 10_000;

/** How far the preparation of a hook is. */
export interface Preparing {
  /** Whether it has ended, well or not, or its time is over. */
  hasEnded(): boolean;
  /** Gives it up: nobody will ask any more. */
  stop(): void;
}

/** Starts the preparation, with a signal that is aborted when its time is over or the server stops. */
export function startPreparing(hook: DecidingHook): Preparing {
  const { clock, logger } = hook;
  const controller = new AbortController();
  let ended = false;
  const cancel = clock.after(prepareMs, () => {
    ended = true;
    logger.log('warn', 'the hook could not prepare in time', { milliseconds: prepareMs });
    controller.abort(new Error('the time to prepare is over'));
  });
  const prepare = async () => {
    try {
      await hook.prepare?.(controller.signal);
    } catch (error) {
      if (!ended) logger.log('warn', 'the hook could not prepare', { error: errorText(error) });
    }
    cancel();
    ended = true;
  };
  void prepare();
  return {
    hasEnded: () => ended,
    stop() {
      if (ended) return;
      cancel();
      ended = true;
      controller.abort(new Error('the server stops'));
    },
  };
}
