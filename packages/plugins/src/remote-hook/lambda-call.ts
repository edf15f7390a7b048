import { ReplyBroken } from '../aws-client/bounded-replies.js';
import { type Cure, readFault } from '../aws-client/call-fault.js';
import type { RenewableClient } from '../aws-client/renewable-client.js';
import { failedFunction } from './failed-function.js';
import { connectLambda, type LambdaApi } from './lambda-api.js';
import type { LambdaRules } from './lambda-options.js';
import { remoteHookError } from './reason-codes.js';
import type { RemoteCall } from './remote-call.js';
import { isUnsent, NotRun, repeatUnlessRun } from './repeat-unless-run.js';

/**
 * Invokes a Lambda function, request/response. Lambda gives no way to tell it the time that is left: the function's own
 * timeout is the only one that it knows.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function lambdaCall(rules: LambdaRules): RemoteCall {
  const connection = connectLambda(rules);
  return {
    invoke: (event, { signal }) =>
      repeatUnlessRun(signal, async () => {
        const { status, functionError, payload } = await invokeOnce(connection, event, signal);
        if (functionError !== undefined) throw failedFunction(functionError, payload);
        if (status === 200) return payload;
        throw remoteHookError('reply-invalid', `Invoke: HTTP ${status}`);
      }),
    async open() {
      await connection.open();
    },
  };
}

type Connection = Pick<RenewableClient<LambdaApi>, 'use' | 'renew'>;

async function invokeOnce(connection: Connection, event: string, signal: AbortSignal) {
  let asked: LambdaApi | undefined;
  try {
    return await connection.use((api) => {
      asked = api;
      return api.invoke(event, signal);
    });
  } catch (cause) {
    // The client could not even be made; that has a code of its own.
    if (asked === undefined) throw cause;
    if (signal.aborted) throw remoteHookError('timeout', 'Invoke: no answer in time', cause);
    throw faultOf(cause, connection, asked);
  }
}

function faultOf(cause: unknown, connection: Connection, asked: LambdaApi): Error {
  if (cause instanceof ReplyBroken) return remoteHookError('reply-broken', 'Invoke', cause);
  const failed = readFault('Invoke', cause);
  if (failed.kind === 'not-found') {
    return remoteHookError('not-found', 'Invoke: ResourceNotFoundException', cause);
  }
  const error = remoteHookError(failed.fault, failed.message, cause);
  return mayRepeat(failed, cause, () => connection.renew(asked)) ? new NotRun(error) : error;
}

/** Lambda says that it did not let the call in, or nobody was there; and it may do so no longer. */
function mayRepeat(
  { fault, cure }: { readonly fault: string; readonly cure: Cure },
  cause: unknown,
  renew: () => boolean,
): boolean {
  if (isUnsent((cause as { readonly code?: string } | null)?.code)) return true;
  if (fault === 'forbidden') return cure === 'renew' ? renew() : cure === 'repeat';
  return fault === 'throttled';
}
