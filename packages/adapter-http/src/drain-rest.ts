import type { IncomingMessage } from 'node:http';

// Time for a client that has not stopped sending to read its answer.
const drainMs = 500;

/**
 * Reads into the void what is left of an answered request, if anything is. To close at once would take the answer from a client that is
 * still sending; to read on for ever would let it.
 */
export function drainRest(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  const { socket } = incoming;
  const cutOff = setTimeout(() => socket.destroySoon(), drainMs);
  incoming.once('close', () => clearTimeout(cutOff)).resume();
}
