/** Waits for a promise, at most until the signal comes; then it throws what `late` makes. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  late: () => Error,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(late());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
