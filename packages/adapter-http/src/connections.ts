import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerOn } from './answer-on-socket.js';

/** The connections of a server, and what stands on each. */
export interface Connections {
  /** Notes a request. While the server closes, the last answer of its connection says so, and no earlier one. */
  begin(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** From now on every connection ends with its last answer. */
  endWithAnswers(): void;
  /** Closes the connections that have sent no whole request, each once what was written to it is out. */
  closeUnasked(): void;
}

/** Keeps the connections of a server from the start, for `stopServer`. */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const lastAnswers = new WeakMap<Socket, ServerResponse>();
  let ends = false;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const keepAlive = (answer: ServerResponse | undefined, keep: boolean) => {
    if (answer?.headersSent === false) answer.shouldKeepAlive = keep;
  };
  return {
    begin({ socket }, outgoing) {
      if (ends) {
        // Who pipelines has another answer to get behind that one.
        keepAlive(lastAnswers.get(socket), true);
        keepAlive(outgoing, false);
      }
      lastAnswers.set(socket, outgoing);
    },
    endWithAnswers() {
      ends = true;
      for (const socket of sockets) keepAlive(lastAnswers.get(socket), false);
    },
    closeUnasked() {
      for (const socket of sockets) {
        if (answerOn(socket)?.req.complete !== true) socket.destroySoon();
      }
    },
  };
}
