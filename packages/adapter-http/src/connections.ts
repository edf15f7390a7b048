import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerOn } from './answer-on-socket.js';

/** The connections of a server, and what stands on each. */
export interface Connections {
  /** Notes a request. While the server closes, the last answer of its connection says so, and no earlier one. */
  begin(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** From now on every connection ends with its last answer. */
  endWithAnswers(): void;
  /** Closes the connections of a kind, each once what was written to it is out. */
  close(...kinds: readonly ConnectionKind[]): void;
}

/** `idle`: no request, or a part of one's headers; `receiving`: a part of its body is still to come; `deciding`: all of it is there. */
type ConnectionKind = 'idle' | 'receiving' | 'deciding';

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
    close(...kinds) {
      for (const socket of sockets) {
        if (kinds.includes(kindOf(socket))) socket.destroySoon();
      }
    },
  };
}

function kindOf(socket: Socket): ConnectionKind {
  const answer = answerOn(socket);
  if (answer === undefined) return 'idle';
  return answer.req.complete ? 'deciding' : 'receiving';
}
