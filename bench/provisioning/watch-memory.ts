import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { HookTarget } from '@gangway/emulator';

/** In megabytes, of the heap after a collection and of the whole process. */
export interface MemorySamples {
  readonly heap: readonly number[];
  readonly rss: readonly number[];
}

const megabyte = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Looks at this process's memory as often as asked, by devices that came and not by time, and tells when all of them have. */
export function watchMemory(
  hook: HookTarget,
  devices: number,
  samples: number,
  told: (memory: MemorySamples) => void,
): HookTarget {
  const heap: number[] = [];
  const rss: number[] = [];
  const every = Math.floor(devices / samples);
  let came = 0;
  return {
    ...hook,
    ask(...asked) {
      came += 1;
      if (came % every === 0) {
        collect();
        const { heapUsed, rss: resident } = process.memoryUsage();
        heap.push(heapUsed / megabyte);
        rss.push(resident / megabyte);
      }
      if (came === devices) told({ heap, rss });
      return hook.ask(...asked);
    },
  };
}
