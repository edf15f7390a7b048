import type { DecidingHook } from '@gangway/core';

/** Starts the preparation; the answer says whether it has ended, well or not. */
export function startPreparing(hook: DecidingHook): () => boolean {
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
