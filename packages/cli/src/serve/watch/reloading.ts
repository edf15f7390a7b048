import { startVersion, type Version, type VersionParts } from './start-version.js';
import type { SwitchingHook } from './switching-hook.js';
import type { VersionTeller } from './version-teller.js';

export interface Reloading {
  /** Loads a version in place of the one that serves; one that is still loading is given up for it. */
  reload(): void;
  /** Ends all versions, each once what it was asked is answered. */
  stop(): Promise<void>;
}

/** Lets versions follow one another: the next is ready before the one before is let go, and only if it loads. */
export function reloading(
  serving: SwitchingHook,
  parts: VersionParts,
  tell: VersionTeller,
): Reloading {
  const retiring = new Set<Promise<void>>();
  const retire = (version: Version): void => {
    const retired = version.retire().finally(() => retiring.delete(retired));
    retiring.add(retired);
  };
  let loading = new AbortController();
  let isStopping = false;
  const tellEnd = (version: Version): void => {
    void version.ended.then(() => {
      if (serving.current() === version && !isStopping) tell.ended();
    });
  };
  tellEnd(serving.current());
  const load = async (signal: AbortSignal): Promise<void> => {
    const next = await startVersion(parts, signal);
    // What it connects to is there before it is asked.
    await next.call('prepare', undefined, signal).catch(() => undefined);
    if (signal.aborted) return retire(next);
    const before = serving.current();
    serving.switchTo(next);
    tellEnd(next);
    retire(before);
    tell.loaded(next);
  };
  return {
    reload() {
      loading.abort();
      loading = new AbortController();
      const { signal } = loading;
      load(signal).catch((error: unknown) => {
        if (!signal.aborted) tell.broken(error);
      });
    },
    async stop() {
      isStopping = true;
      loading.abort();
      retire(serving.current());
      await Promise.all(retiring);
    },
  };
}
