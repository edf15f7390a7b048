/** What a runtime reports of an error. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What became of an invocation. */
export type InvocationOutcome =
  /** The runtime answered, with these bytes. */
  | { readonly kind: 'response'; readonly body: Uint8Array }
  /** The handler, or the function's init, failed. */
  | { readonly kind: 'error'; readonly error: RuntimeError }
  /** Whoever invoked gave it up. */
  | { readonly kind: 'givenUp' }
  /** The Runtime API was closed before the runtime answered. */
  | { readonly kind: 'closed' };

/** An invocation as the runtime gets it. */
interface Invocation {
  readonly requestId: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** An invocation as it waits: its deadline is asked for when the runtime takes it. */
export type QueuedInvocation = Omit<Invocation, 'deadlineMs'> & { readonly taken: () => number };

interface Open {
  readonly queued: QueuedInvocation;
  readonly resolve: (outcome: InvocationOutcome) => void;
}

type Taker = (invocation: Invocation) => void;

/** The invocations of one execution environment: those that wait for the runtime, and those it has taken. */
export function createInvocations() {
  const waiting: Open[] = [];
  const taken = new Map<string, Open>();
  const takers = new Set<Taker>();
  const init = Promise.withResolvers<RuntimeError | undefined>();
  let closed = false;

  const settle = (requestId: string, outcome: InvocationOutcome): boolean => {
    const open = taken.get(requestId);
    if (open === undefined) return false;
    taken.delete(requestId);
    open.resolve(outcome);
    return true;
  };

  const settleAll = (outcome: InvocationOutcome): void => {
    for (const { resolve } of waiting.splice(0)) resolve(outcome);
    for (const requestId of [...taken.keys()]) settle(requestId, outcome);
  };

  const handOut = (): void => {
    const [taker] = takers;
    if (taker === undefined) return;
    const open = waiting.shift();
    if (open === undefined) return;
    takers.delete(taker);
    const { taken: deadline, ...invocation } = open.queued;
    taken.set(invocation.requestId, open);
    taker({ ...invocation, deadlineMs: deadline() });
  };

  return {
    initError: init.promise,
    /** Whether the runtime has taken one that it has not answered. */
    isBusy: () => taken.size > 0,
    queue(queued: QueuedInvocation): Promise<InvocationOutcome> {
      if (closed) return Promise.resolve({ kind: 'closed' });
      return new Promise((resolve) => {
        waiting.push({ queued, resolve });
        handOut();
      });
    },
    /** Waits for the next invocation; the answer stops waiting. */
    take(taker: Taker): () => void {
      takers.add(taker);
      handOut();
      return () => takers.delete(taker);
    },
    /** @returns whether the runtime had taken it and not answered */
    settle,
    /** Lambda answers the invocations that wait for a failed init with its error. */
    failInit(error: RuntimeError): void {
      init.resolve(error);
      settleAll({ kind: 'error', error });
    },
    close(): void {
      closed = true;
      init.resolve(undefined);
      settleAll({ kind: 'closed' });
    },
  };
}
