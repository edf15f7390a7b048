/**
 * The promise's outcome, or the signal's reason where that comes first. What comes of the promise afterwards is nobody's
 * concern.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const settled = () => signal.removeEventListener('abort', stop);
    promise.then(resolve, reject).then(settled);
  });
}
