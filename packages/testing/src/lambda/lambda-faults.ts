import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeInvoke } from './lambda-wire.js';

/**
 * What may go wrong. `hang`: no answer, ever. `half`: the connection breaks in the middle of a yes; `reset`: before an
 * answer. `endless`: an answer without an end. `garbage`: 200 with a body that is not JSON. `charset`: a yes in UTF-16, and
 * declared so; `not-utf8`: octets that are no UTF-8. `redirect`: 307 to another function of this server. `throttle`: 429
 * TooManyRequestsException. `deny`: 403 AccessDeniedException. `expired`: 403 ExpiredTokenException. `stale-signature`: 403
 * InvalidSignatureException. `missing`: 404 ResourceNotFoundException, for what is there. `error`: 500 ServiceException.
 * `page`: 502 with a page of HTML, as a proxy gives it. `accepted`: 202, as if for later. The function threw: `handled`,
 * `unhandled`, and `timed-out` where it was not done in time; `error-object`: it threw, and 200 has no header that says so, as
 * emulators do.
 */
export type LambdaFault = keyof typeof faults;

/** How many handlers' messages and answers end: a text that a caller can look for where it must not be. */
const canary = 'CANARY-of-the-function';

const yes = JSON.stringify({
  allowProvisioning: true,
  parameterOverrides: { DeviceLocation: canary },
});

type Fail = (request: IncomingMessage, response: ServerResponse) => void;

const refusal =
  (status: number, error: string, message: string): Fail =>
  (_request, response) =>
    writeInvoke(response, { status, error, message });

const raw =
  (status: number, type: string, body: string | Buffer): Fail =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

const threw =
  (functionError: 'Handled' | 'Unhandled', error: object): Fail =>
  (_request, response) =>
    writeInvoke(response, { functionError, payload: JSON.stringify(error) });

const keyError = { errorType: 'KeyError', errorMessage: `'${canary}'`, stackTrace: [canary] };

const faults = {
  hang: () => undefined,
  half: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': yes.length });
    response.write(yes.slice(0, -10), () => response.destroy());
  },
  reset: ({ socket }) => void socket.resetAndDestroy(),
  endless: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = ' '.repeat(65_536);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  garbage: raw(200, 'application/json', `{"allowProvisioning": true, "${canary}`),
  charset: raw(200, 'application/json; charset=utf-16le', Buffer.from(yes, 'utf16le')),
  'not-utf8': raw(200, 'application/json', Buffer.from(`${yes.slice(0, -3)}\xe9"}}`, 'latin1')),
  redirect: (_request, response) => {
    response.writeHead(307, { location: '/2015-03-31/functions/elsewhere/invocations' });
    response.end();
  },
  throttle: refusal(429, 'TooManyRequestsException', 'Rate Exceeded.'),
  deny: refusal(403, 'AccessDeniedException', `User ${canary} is not authorized`),
  expired: refusal(403, 'ExpiredTokenException', 'The security token included is expired'),
  'stale-signature': refusal(403, 'InvalidSignatureException', 'Signature expired'),
  missing: refusal(404, 'ResourceNotFoundException', `Function not found: ${canary}`),
  error: refusal(500, 'ServiceException', 'An error occurred and the request cannot be processed.'),
  page: raw(502, 'text/html', `<html><body><h1>${canary}</h1></body></html>`),
  accepted: raw(202, 'application/json', ''),
  handled: threw('Handled', keyError),
  unhandled: threw('Unhandled', keyError),
  'timed-out': threw('Unhandled', {
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: 0 Error: Task timed out after 3.00 seconds',
  }),
  'error-object': raw(200, 'application/json', JSON.stringify(keyError)),
} satisfies Readonly<Record<string, Fail>>;

/** The faults that are set; a later one stands in front of an earlier one. */
export function createFaults() {
  let set: readonly { readonly fail: Fail; left: number }[] = [];
  return {
    add(fault: LambdaFault, times = Number.POSITIVE_INFINITY): void {
      set = [{ fail: faults[fault], left: times }, ...set];
    },
    clear(): void {
      set = [];
    },
    /** The fault that this call meets. */
    take(): Fail | undefined {
      const met = set.find(({ left }) => left > 0);
      if (met !== undefined) met.left -= 1;
      return met?.fail;
    },
  };
}
