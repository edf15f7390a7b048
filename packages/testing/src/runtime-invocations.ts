/** What a runtime reports of an error. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What became of an invocation. */
export type InvocationOutcome =
  /** The runtime answered; `payload` is `undefined` where `body` is not JSON. */
  | { readonly kind: 'response'; readonly payload: unknown; readonly body: string }
  /** The handler, or the function's init, failed. */
  | { readonly kind: 'error'; readonly error: RuntimeError }
  /** The runtime took it and did not answer in time. */
  | { readonly kind: 'timeout' }
  /** The Runtime API was closed before the runtime answered. */
  | { readonly kind: 'closed' };

/** An invocation as the runtime gets it. */
interface Invocation {
  readonly requestId: string;
  readonly body: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

type Queued = Omit<Invocation, 'deadlineMs'> & {
  readonly deadlineMs?: number;
  readonly timeoutMs: number;
};

interface Open {
  readonly queued: Queued;
  readonly resolve: (outcome: InvocationOutcome) => void;
  timer?: NodeJS.Timeout;
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
    clearTimeout(open.timer);
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
    const { timeoutMs, ...invocation } = open.queued;
    taken.set(invocation.requestId, open);
    open.timer = setTimeout(() => settle(invocation.requestId, { kind: 'timeout' }), timeoutMs);
    taker({ deadlineMs: Date.now() + timeoutMs, ...invocation });
  };

  return {
    initError: init.promise,
    queue(queued: Queued): Promise<InvocationOutcome> {
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
