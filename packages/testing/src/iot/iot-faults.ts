import type { IncomingMessage, ServerResponse } from 'node:http';
import { type IotOperation, writeAnswer } from './iot-wire.js';

/**
 * What may go wrong. `hang`: no answer, ever. `missing`: 404
 * ResourceNotFoundException, for what is there. `throttle`: 429 ThrottlingException; `throttle-400`: the same as 400, as the
 * API's model has it. `deny`: 403 AccessDeniedException. `unauthorized`: 401 UnauthorizedException. `expired`: 403
 * ExpiredTokenException. `error`: 500 InternalFailureException. `unavailable`: 503 ServiceUnavailableException. `reset`: the
 * connection breaks; `half`: in the middle of an answer. `garbage`: 200 with a body that is not JSON. `empty`: 200 with `{}`. `page`: 404 with a page of HTML,
 * as a proxy gives it.
 */
export type IotFault = keyof typeof faults;

export interface IotFaultTerms {
  /** Only this operation; every one unless given. */
  readonly operation?: IotOperation;
  /** So many calls, then all is well again; without an end unless given. */
  readonly times?: number;
}

interface Fault {
  readonly operation?: IotOperation | undefined;
  readonly fail: (request: IncomingMessage, response: ServerResponse) => void;
  left: number;
}

const error =
  (status: number, name: string, message: string) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    writeAnswer(response, { status, error: name, message });

const raw =
  (status: number, type: string, body: string) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

const faults = {
  hang: () => undefined,
  throttle: error(429, 'ThrottlingException', 'Rate exceeded'),
  'throttle-400': error(400, 'ThrottlingException', 'Rate exceeded'),
  deny: error(403, 'AccessDeniedException', 'User is not authorized to perform this action'),
  unauthorized: error(401, 'UnauthorizedException', 'You are not authorized'),
  expired: error(403, 'ExpiredTokenException', 'The security token included is expired'),
  missing: error(404, 'ResourceNotFoundException', 'Not Found'),
  error: error(500, 'InternalFailureException', 'An unexpected error has occurred'),
  unavailable: error(503, 'ServiceUnavailableException', 'The service is unavailable'),
  reset: ({ socket }: IncomingMessage) => void socket.resetAndDestroy(),
  half: (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"certificateDescription": {', () => response.destroy());
  },
  garbage: raw(200, 'application/json', '{"thingName": "SN-'),
  empty: raw(200, 'application/json', '{}'),
  page: raw(404, 'text/html', '<html><body><h1>404 Not Found</h1></body></html>'),
};

/** The faults that are set; a later one stands in front of an earlier one. */
export function createFaults() {
  let set: readonly Fault[] = [];
  return {
    add(kind: IotFault, { operation, times = Number.POSITIVE_INFINITY }: IotFaultTerms = {}): void {
      set = [{ operation, fail: faults[kind], left: times }, ...set];
    },
    clear(): void {
      set = [];
    },
    /** The fault that this call meets. */
    take(asked: IotOperation): Fault['fail'] | undefined {
      const met = set.find(
        ({ operation, left }) => left > 0 && (operation === undefined || operation === asked),
      );
      if (met !== undefined) met.left -= 1;
      return met?.fail;
    },
  };
}
