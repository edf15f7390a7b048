import type { Fetch } from '../http/fetch-option.js';
import { failedFunction } from './failed-function.js';
import { letGo, readReply } from './read-reply.js';
import { type RemoteHookFault, remoteHookError } from './reason-codes.js';
import type { RemoteCall } from './remote-call.js';
import { isUnsent, NotRun, repeatUnlessRun } from './repeat-unless-run.js';

/**
 * Posts the event to Lambda's invocations path, as a Gangway container, AWS's runtime interface emulator and `sam local
 * start-lambda` serve it. Only a 200 is an answer; a redirect would let whoever answers name any other.
 *
 * @param url the whole of it, `…/2015-03-31/functions/<name>/invocations`
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function httpCall(url: URL, fetch: Fetch): RemoteCall {
  return {
    invoke: (event, { signal }) =>
      repeatUnlessRun(signal, async () => {
        const response = await post(url, fetch, { event, signal });
        if (response.status !== 200) {
          await letGo(response);
          throw refusalOf(response.status);
        }
        const payload = await readReply(response, signal);
        const functionError = response.headers.get('x-amz-function-error');
        if (functionError !== null) throw failedFunction(functionError, payload);
        return payload;
      }),
  };
}

interface Post {
  readonly event: string;
  readonly signal: AbortSignal;
}

async function post(url: URL, fetch: Fetch, { event, signal }: Post): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        // One that was kept may have been closed at the other end while a function was frozen.
        connection: 'close',
      },
      body: event,
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw remoteHookError('timeout', 'it gave no answer in time', cause);
    const { code } = ((cause as { cause?: unknown } | null)?.cause ?? {}) as { code?: unknown };
    const known = typeof code === 'string' ? code : undefined;
    const error = remoteHookError(
      'unavailable',
      known === undefined ? 'it cannot be reached' : `it cannot be reached (${known})`,
      cause,
    );
    throw isUnsent(known) ? new NotRun(error) : error;
  }
}

function refusalOf(status: number): Error {
  const error = remoteHookError(faultOf(status), `it answered HTTP ${status}`);
  return status === 429 ? new NotRun(error) : error;
}

function faultOf(status: number): RemoteHookFault {
  if (status >= 300 && status < 400) return 'redirected';
  switch (status) {
    case 401:
    case 403:
    case 407:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 429:
      return 'throttled';
    default:
      return 'unavailable';
  }
}
