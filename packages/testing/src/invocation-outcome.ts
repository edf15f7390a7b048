import type { RuntimeError, InvocationOutcome as Settled } from '@gangway/plugins/runtime-api';

export type { RuntimeError };

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

/** What became of it, as a test looks at it. */
export function toOutcome(settled: Settled): InvocationOutcome {
  if (settled.kind === 'givenUp') return { kind: 'timeout' };
  if (settled.kind !== 'response') return settled;
  const body = new TextDecoder().decode(settled.body);
  return { kind: 'response', payload: parsed(body), body };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
