/**
 * What a transaction gives back. A promise would be settled after its end: what it writes then is in no transaction.
 *
 * @throws TypeError
 */
export function assertSynchronous<T>(answer: T): T {
  if (typeof (answer as { readonly then?: unknown } | null | undefined)?.then === 'function') {
    throw new TypeError('a transaction is synchronous');
  }
  return answer;
}
