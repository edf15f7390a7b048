/**
 * The promise's outcome, or an error where the signal comes first. What comes of the promise afterwards is nobody's concern.
 *
 * @param late makes that error; the signal's own reason unless given
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  late: () => unknown = () => signal.reason,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(late());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const settled = () => signal.removeEventListener('abort', stop);
    promise.then(resolve, reject).then(settled);
  });
}
