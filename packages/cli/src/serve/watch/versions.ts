import type { CliFault } from '../../cli-fault.js';
import { startVersion, type Version, type VersionEvents } from './start-version.js';
import type { SwitchingHook } from './switching-hook.js';

export interface VersionsEvents extends VersionEvents {
  /** Whether a version can be served; it rejects where it cannot. */
  accepts(version: Version): Promise<void>;
  hasReplaced(version: Version): void;
  /** Of one that does not load, or that ends by itself. `another` tells whether another one goes on deciding. */
  fault(error: unknown, another: boolean): void;
}

/** The versions of a hook: one that decides, perhaps one that loads, and those before, which finish what they have begun. */
export interface Versions {
  /** Loads the hook anew; one that is still loading is given up. */
  load(): void;
  /** Lets all of them finish what they have begun. */
  stop(): Promise<void>;
}

/** Lets versions follow one another. The next is ready before the one before is let go of. */
export function createVersions(
  hook: string,
  serving: SwitchingHook,
  events: VersionsEvents,
): Versions {
  const retiring = new Set<Promise<void>>();
  let loading = new AbortController();
  let isStopping = false;
  let hasEnded = false;
  const retire = (version: Version): void => {
    const retired = version.retire().finally(() => retiring.delete(retired));
    retiring.add(retired);
  };
  const attend = (version: Version): void => {
    hasEnded = false;
    void version.ended.then((fault: CliFault) => {
      if (isStopping || serving.current() !== version) return;
      hasEnded = true;
      events.fault(fault, false);
    });
  };
  const load = async (signal: AbortSignal): Promise<void> => {
    // One that is given up, or was replaced, has nothing to say of what the next one reads.
    const reads = (file: string, state: string) => {
      if (signal === loading.signal) events.reads(file, state);
    };
    const next = await startVersion(hook, { ...events, reads }, signal);
    try {
      await events.accepts(next);
      // What it connects to is there before it is asked.
      await next.call('prepare', undefined, signal).catch(() => undefined);
      signal.throwIfAborted();
    } catch (error) {
      retire(next);
      throw error;
    }
    const before = serving.current();
    serving.switchTo(next);
    attend(next);
    retire(before);
    events.hasReplaced(next);
  };
  attend(serving.current());
  return {
    load() {
      loading.abort();
      loading = new AbortController();
      const { signal } = loading;
      load(signal).catch((error: unknown) => {
        if (!signal.aborted) events.fault(error, !hasEnded);
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
