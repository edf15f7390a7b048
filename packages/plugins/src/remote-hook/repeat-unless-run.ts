import type { PortError } from '@gangway/core';

/** A call failed before it came to the other hook, for certain. */
export class NotRun extends Error {
  override readonly name = 'NotRun';

  constructor(readonly fault: PortError) {
    super(fault.message, { cause: fault });
  }
}

/** No connection came about, or its name was not found: not a byte was sent. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export const isUnsent = (code: string | undefined): boolean =>
  code !== undefined && unsent.has(code);

/**
 * Makes a call, and makes it once more where the other hook has certainly not run. Hooks may do more than answer: what may
 * have run once is not run twice for one request.
 *
 * @param attempt throws {@link NotRun} where it is certain
 */
export async function repeatUnlessRun<T>(
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof NotRun)) throw error;
    if (signal.aborted) throw error.fault;
  }
  try {
    return await attempt();
  } catch (error) {
    throw error instanceof NotRun ? error.fault : error;
  }
}
