import { PortError } from '@gangway/core';
import { type CallFault, readFault } from './call-fault.js';
import type { CallError } from './fault-codes.js';
import type { RenewableClient } from './renewable-client.js';

/** One call of an operation, by one signal. */
export interface ClientCall<Client, Answer> {
  /** Names it in errors. */
  readonly operation: string;
  readonly signal: AbortSignal;
  readonly send: (client: Client, signal: AbortSignal) => Promise<Answer>;
}

/** Each call only reads, so a second attempt does no harm; more of them would only add to a rush. */
const attempts = 2;

/**
 * Makes calls with a client that all share: once more where that may help, with another client where the credentials have
 * expired while a function was frozen. A signature that was made before the freeze is made anew by the second attempt.
 *
 * @returns a function that answers `undefined` where the service says that there is no such thing
 */
export function clientCalls<Client>(
  connection: Pick<RenewableClient<Client>, 'use' | 'renew'>,
  error: CallError,
): <Answer>(call: ClientCall<Client, Answer>) => Promise<Answer | undefined> {
  async function attempt<Answer>(
    call: ClientCall<Client, Answer>,
    left: number,
  ): Promise<Answer | undefined> {
    call.signal.throwIfAborted();
    let asked: Client | undefined;
    try {
      return await connection.use((client) => {
        asked = client;
        return call.send(client, call.signal);
      }, call.signal);
    } catch (cause) {
      // Either the client could not even be made, or the call's own code says what it comes to.
      if (asked === undefined || cause instanceof PortError) throw cause;
      const failed = faultOf(call, cause);
      if (failed.kind === 'not-found') return undefined;
      const mayHelp = cured(failed, asked) && !call.signal.aborted;
      if (left === 1 || !mayHelp) throw error(failed.fault, failed.message);
    }
    return attempt(call, left - 1);
  }

  const cured = ({ cure }: Failed, asked: Client): boolean =>
    cure === 'renew' ? connection.renew(asked) : cure === 'repeat';

  return (call) => attempt(call, attempts);
}

type Failed = Extract<CallFault, { readonly kind: 'fault' }>;

function faultOf({ operation, signal }: ClientCall<never, unknown>, cause: unknown): CallFault {
  if (!signal.aborted) return readFault(operation, cause);
  const message = `${operation}: no answer in time`;
  // What did not come may be credentials, for which the SDK asks once for all calls of a client: the next would wait for them too.
  return { kind: 'fault', fault: 'timeout', message, cure: 'renew' };
}
