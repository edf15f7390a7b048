/** What a handler reads of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}

// No bound of Lambda's; the caller's own stands.
const unknownTime = Number.POSITIVE_INFINITY;

/** Reads a context that may be anything: a handler is also called by tests, consoles and wrappers. */
export function remainingTime(context: Partial<InvocationContext> | undefined): number {
  try {
    const remainingMs = context?.getRemainingTimeInMillis?.();
    return Number.isFinite(remainingMs) ? Number(remainingMs) : unknownTime;
  } catch {
    return unknownTime;
  }
}
