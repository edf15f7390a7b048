import type { DecidingHook } from '@gangway/core';
import type { Gate } from './gate/gate.js';
import { probedReadiness, type ReadyState } from './probed-readiness.js';
import { startPreparing } from './start-preparing.js';

/** Whether a server is to get calls, from its start to its end. */
export interface Readiness {
  ready(): Promise<ReadyState>;
  /** From now on it is not, so that whoever sends calls sends them elsewhere. */
  stop(): void;
}

/**
 * Starts the preparation of a hook. Once it has ended, well or not, and the time of calls would be taken, the keys and what
 * the hook depends on say whether it is ready.
 */
export function createReadiness(hook: DecidingHook, gate: Gate): Readiness {
  const preparing = startPreparing(hook);
  const probed = probedReadiness(hook, gate);
  let isStopping = false;
  return {
    async ready() {
      if (!preparing.hasEnded() || !gate.isReady()) return { status: 'starting' };
      // It may begin to stop while the answer is on its way.
      const state = isStopping ? undefined : await probed();
      return isStopping || state === undefined ? { status: 'stopping' } : state;
    },
    stop() {
      isStopping = true;
      preparing.stop();
    },
  };
}
