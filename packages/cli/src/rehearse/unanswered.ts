import { HookCallError, type HookTarget } from '@gangway/emulator';

/** A hook, and how often it gave no answer. */
export interface WatchedHook {
  readonly target: HookTarget;
  /** In words; undefined where it always answered. */
  unanswered(): string | undefined;
}

/** Devices are refused alike by a hook that says no and by one that is not there: the difference is told apart from the report. */
export function watchHook(hook: HookTarget): WatchedHook {
  let count = 0;
  let last = '';
  const close = hook.close?.bind(hook);
  return {
    target: {
      label: hook.label,
      async ask(...asked) {
        try {
          return await hook.ask(...asked);
        } catch (error) {
          if (error instanceof HookCallError) {
            count += 1;
            last = `${error.code}: ${error.message}`;
          }
          throw error;
        }
      },
      ...(close === undefined ? {} : { close }),
    },
    unanswered: () =>
      count === 0
        ? undefined
        : `the hook gave no answer, ${count} ${count === 1 ? 'time' : 'times'}; the last time ${last}`,
  };
}
