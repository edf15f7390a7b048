import type { DecidingHook } from '@gangway/core';

/** What the adapter needs of a hook; `composeHook` gives it. */
export interface ServedHook extends DecidingHook {
  /** Starts imports and connections. Called once, before the first request, and not waited for. */
  prepare?(signal?: AbortSignal): Promise<void>;
}

/** Starts the preparation; the answer says whether it has ended, well or not. */
export function startPreparing(hook: ServedHook): () => boolean {
  let settled = false;
  const prepare = async () => {
    try {
      await hook.prepare?.();
    } catch (error) {
      hook.logger.log('warn', 'the hook could not prepare', { error: String(error) });
    }
    settled = true;
  };
  void prepare();
  return () => settled;
}
