import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { denied } from './answer.js';
import { answerOn } from './answer-on-socket.js';
import { drainRest } from './drain-rest.js';

const statuses: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Payload Too Large'],
};

/**
 * Ends a connection whose request never became one: too slow, or not HTTP. What Node would say without a body is
 * said here with a denial in it.
 *
 * @see https://nodejs.org/api/http.html#event-clienterror
 */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET' || answerOn(socket)?.headersSent) {
    socket.destroy();
    return;
  }
  const [status, phrase] = statuses[error.code ?? ''] ?? [400, 'Bad Request'];
  const body = JSON.stringify(denied(status).body);
  socket.write(
    `HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  // Not end(): a client that never closes its side would keep the connection.
  socket.destroy();
}

/**
 * Refuses a request that expects what there is not, anything but `100-continue`.
 *
 * @see https://nodejs.org/api/http.html#event-checkexpectation
 */
export const refuseExpectation = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
  refuseRequest(417, incoming, outgoing);

/** Refuses a request as soon as its headers are there, and closes its connection. */
export function refuseRequest(
  status: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const body = JSON.stringify(denied(status).body);
  outgoing.writeHead(status, {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': body.length,
  });
  outgoing.end(body);
  drainRest(incoming);
}
