/** Lambda gives a function's init as long, in milliseconds. */
const startMs = 10_000;
/** A timer that is later than this, in milliseconds, was frozen with its process. */
const frozenMs = 1_000;

/**
 * Ends a start that takes too long. Time in which this process was frozen, as a Lambda function is between its init and
 * its first call, does not count.
 */
export function startWatch(end: () => void, now: () => number = Date.now): { stop(): void } {
  let timer: NodeJS.Timeout;
  const watch = () => {
    const began = now();
    timer = setTimeout(() => {
      if (Math.abs(now() - began) > startMs + frozenMs) watch();
      else end();
    }, startMs).unref();
  };
  watch();
  return { stop: () => clearTimeout(timer) };
}
