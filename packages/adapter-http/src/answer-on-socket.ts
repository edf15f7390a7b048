import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * The answer that a connection waits for, with its request; nothing on one that is silent, or still sends headers. Node
 * keeps it on the socket, and looks there itself.
 */
export function answerOn(socket: Duplex): ServerResponse | undefined {
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null };
  return answer ?? undefined;
}
