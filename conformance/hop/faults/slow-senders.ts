import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { nextEvent } from '../behaving-hook.js';
import { spawnContainer } from '../container-process.js';
import { toOctets } from '../http-message.js';
import { inMs, isAsBefore, measureLatency } from '../latency.js';
import { newProxied, right } from '../proxied.js';
import { signedCall } from '../signed-call.js';
import { warm } from './between-them.js';
import type { Fault } from './fault.js';

const senders = 600;
const byteEveryMs = 200;
// What slow clients are closed within.
const closedWithinMs = 4_000;

/** Hundreds that send headers or bodies a byte at a time, while a good proxy calls. */
export const slowSenders: Fault = async ({ key, program }) => {
  const container = await spawnContainer(program, [key]);
  const proxied = newProxied({ url: container.url, keys: [key] });
  try {
    await warm(proxied);
    const base = await measureLatency(proxied, 100);
    const slow = Array.from({ length: senders }, (_, at) =>
      sendSlowly(container.port, slowCall(key, at)),
    );
    const during = await measureLatency(proxied, 300);
    const open = await Promise.all(slow);
    const longest = Math.max(...open);
    const good = isAsBefore(during, base) && longest <= closedWithinMs;
    return [
      {
        wanted: [right],
        got: during.wrong[0] ?? (good ? right : 'right, and not as before'),
        row: {
          fault: `${senders} slow senders, while the proxy calls`,
          answer: during.wrong[0] ?? 'allow',
          'code at the proxy': '',
          'code at the container': '',
          calls: 1,
          ms: Math.round(during.longest),
          next: await proxied.askRightly(),
          figures: `base ${inMs(base.median)}, meanwhile ${inMs(during.median)}; closed within ${inMs(longest)}`,
        },
      },
    ];
  } finally {
    await container.close();
  }
};

/** What comes at once, and what comes byte by byte: half of them send their headers so, and half a signed call's body. */
function slowCall(key: string, at: number): readonly [Buffer, Buffer] {
  const octets = toOctets(signedCall([key], JSON.stringify(nextEvent().event)));
  const body = octets.indexOf('\r\n\r\n') + 4;
  const from = at % 2 === 0 ? 20 : body;
  return [octets.subarray(0, from), octets.subarray(from)];
}

/** Sends until it is closed; for how many milliseconds it was open. */
function sendSlowly(port: number, [first, rest]: readonly [Buffer, Buffer]): Promise<number> {
  const socket: Socket = connect(port, '127.0.0.1');
  const began = performance.now();
  socket.write(first);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(rest.subarray(at, at + 1));
    at += 1;
  }, byteEveryMs);
  // Read what it is told, as a client would: an answer that nobody takes keeps a connection open.
  socket.on('error', () => undefined).resume();
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearInterval(timer);
      resolve(performance.now() - began);
    });
  });
}
