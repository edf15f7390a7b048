import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerOn } from '../answer-on-socket.js';

// No client of today pipelines, and no proxy does. Node begins every request of what it has read at once.
const mostWaiting = 16;

/**
 * Bounds how many requests of one connection wait behind another: each would have a decision of its own.
 *
 * @returns whether a request may go on; where it may not, its connection is closed
 */
export function pipelineLimit(
  tell: () => void,
): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const waiting = new WeakMap<Socket, number>();
  return ({ socket }, outgoing) => {
    // What stood in the same bytes as the one that was too many.
    if (socket.destroyed) return false;
    if (answerOn(socket) === outgoing) return true;
    const behind = (waiting.get(socket) ?? 0) + 1;
    if (behind > mostWaiting) {
      tell();
      socket.destroy();
      return false;
    }
    waiting.set(socket, behind);
    outgoing.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    return true;
  };
}
