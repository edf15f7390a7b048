import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections, OutgoingCall } from './connections.js';
import type { Countdown } from './countdown.js';
import { type Fault, fault, faultOf, type Progress } from './fault.js';
import { headFault, type Reply, replyOf } from './reply.js';

export interface ExchangeLimits {
  readonly connectTimeoutMs: number;
  /** Octets of a reply's body. */
  readonly replyLimit: number;
}

// Beside the body: header sections, those of 1xx answers too, of which any number may come, and the sizes of chunks.
const framingLimit = 65_536;

/**
 * Sends a call and waits for the whole of its answer. It is over in time, one way or another, and leaves nothing behind: a
 * connection on which anything could still come is closed. It rejects with what the clock throws, before anything is sent.
 */
export function exchange(
  connections: Connections,
  call: OutgoingCall,
  countdown: Countdown,
  limits: ExchangeLimits,
): Promise<Reply | Fault> {
  return new Promise((resolve) => {
    const progress: Progress = { reached: false, connected: false, kept: false, heard: 0 };
    const cancels: (() => void)[] = [];
    let over = false;
    let request: ClientRequest | undefined;
    const settle = (result: Reply | Fault) => {
      over = true;
      for (const cancel of cancels) cancel();
      resolve(result);
    };
    const fail = (why: Fault) => {
      if (over) return;
      settle(why);
      request?.destroy();
    };
    const connectTimedOut = () => {
      if (progress.connected) return;
      fail({ ...fault('PROXY_CONNECT_TIMEOUT', 'not connected in time'), repeatable: true });
    };
    cancels.push(countdown.atEnd(() => fail(fault('PROXY_TIMEOUT', stateOf(progress)))));
    cancels.push(countdown.atEnd(connectTimedOut, limits.connectTimeoutMs));
    if (over) return;

    request = connections.open(call);
    // Every error after the first is of a connection that is closed already.
    request.on('error', (error) => fail(faultOf(error, progress)));
    request.on('close', () => fail(faultOf(undefined, progress)));
    request.on('socket', (socket) => {
      progress.kept = request?.reusedSocket === true;
      progress.connected = progress.kept;
      if (!progress.kept) {
        socket.once('connect', () => {
          progress.reached = true;
        });
        socket.once(connections.readyEvent, () => {
          progress.connected = true;
        });
      }
      listen(socket);
    });
    request.end(call.body);

    function listen(socket: Socket): void {
      let last: Uint8Array = new Uint8Array();
      connections.hear(socket, (chunk) => {
        progress.heard += chunk.length;
        last = chunk;
        if (progress.heard <= limits.replyLimit + framingLimit) return;
        fail(fault('PROXY_REPLY_TOO_LARGE', 'over the limit on the wire'));
      });
      request?.on('response', (response) => {
        receive(response, limits.replyLimit, fail, (body) => {
          if (over) return;
          connections.keepSilent(socket);
          if (!(request?.writableFinished && endsIn(last, body))) socket.destroy();
          settle(replyOf(response, body, () => void socket.destroy()));
        });
      });
    }
  });
}

function receive(
  response: IncomingMessage,
  limit: number,
  fail: (why: Fault) => void,
  done: (body: Buffer) => void,
): void {
  const broken = () => fail(fault('PROXY_REPLY_BROKEN', `in the body of a ${response.statusCode}`));
  response.on('error', broken);
  const why = headFault(response, limit);
  if (why !== undefined) {
    fail(why);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) fail(fault('PROXY_REPLY_TOO_LARGE', 'the body is over the limit'));
    else chunks.push(chunk);
  });
  response.on('end', () => (response.complete ? done(Buffer.concat(chunks)) : broken()));
}

/**
 * Whether the last octets on the wire are the last of the body, and nothing has come behind them. An answer in chunks ends in
 * more than its body, and what follows it cannot be told from that here.
 */
function endsIn(last: Uint8Array, body: Buffer): boolean {
  const length = Math.min(last.length, body.length);
  return length > 0 && body.subarray(-length).equals(last.subarray(-length));
}

function stateOf({ connected, heard }: Progress): string {
  if (!connected) return 'not connected';
  return heard === 0 ? 'no answer has begun' : `after ${heard} octets of an answer`;
}
