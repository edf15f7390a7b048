import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { anEvent } from '@gangway/testing';
import { startService } from './start-service.js';

/** Within how many milliseconds a slow client is closed, counted from its first octet, or from connecting. */
const bound = 4_000;
const everyMs = 250;

const event = JSON.stringify(anEvent({ serialNumber: 'SN-0000' }));
const head = 'POST /events HTTP/1.1\r\nHost: hook\r\n';
const whole = `${head}Content-Length: ${Buffer.byteLength(event)}\r\n\r\n${event}`;

/** What each sends at first, and then over and over. */
const kinds: Readonly<Record<string, readonly [first: string, drip: string]>> = {
  'that says nothing': ['', ''],
  'that drips its headers': [head, 'X-Drip: 1\r\n'],
  'that drips its body': [`${head}Content-Length: 100000\r\n\r\n`, ' '],
  'that drips chunks': [`${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
  'that drips after a good request': [`${whole}${head}`, 'X-Drip: 1\r\n'],
};

/** Clients that take their time, all at once: each is closed, and how soon. */
export async function closeSlowClients(file: string) {
  const service = await startService(file);
  const found: string[] = [];
  const faults: string[] = [];
  await Promise.all(
    Object.entries(kinds).flatMap(([kind, [first, drip]]) =>
      (['unsigned', 'signed'] as const).map(async (port) => {
        const { milliseconds, received } = await untilClosed(service[port], first, drip);
        found.push(`${kind} (${port}) after ${(milliseconds / 1_000).toFixed(1)} s`);
        if (milliseconds > bound) faults.push(`one ${kind} was closed after ${milliseconds} ms`);
        const allows = received.split('"allowProvisioning":true').length - 1;
        const good = first.startsWith(whole) && port === 'unsigned' ? 1 : 0;
        if (allows !== good) faults.push(`one ${kind} got ${allows} times an allow`);
      }),
    ),
  );
  await service.terminate();
  return { summary: `slow clients closed: one ${found.toSorted().join(', ')}`, faults };
}

/** Gives up after twice the bound: the figure then says so. */
function untilClosed(
  port: number,
  first: string,
  drip: string,
): Promise<{ readonly milliseconds: number; readonly received: string }> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = connect({ port, host: '127.0.0.1' });
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    socket.write(first);
    const dripping = setInterval(() => socket.write(drip), everyMs);
    const giveUp = setTimeout(() => socket.destroy(), 2 * bound);
    // To be cut off while sending is one way of being closed.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      clearTimeout(giveUp);
      resolve({ milliseconds: performance.now() - began, received });
    });
  });
}
