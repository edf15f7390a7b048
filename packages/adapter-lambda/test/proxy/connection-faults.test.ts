import type { Socket } from 'node:net';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { context, denial, expectDenial, oslo, proxyTo } from './proxied.js';
import {
  allowing,
  type Call,
  closeContainers,
  newKey,
  type RawOptions,
  replyTo,
  seconds,
  signatureLines,
  startContainer,
} from './raw-container.js';

const key = newKey();
/** Half a second is Lambda's way back, so that 300 ms are the proxy's. */
const short = 800;

async function before(
  answer: (call: Call) => void,
  options: Partial<Parameters<typeof proxyTo>[0]> = {},
  raw: RawOptions = {},
) {
  const container = await startContainer(answer, raw);
  return { ...proxyTo({ url: container.url, keys: [key], ...options }), container };
}

/** Writes octet after octet, so slowly that it never comes to its end. */
function drip(socket: Socket, octets: Buffer): void {
  let index = 0;
  const timer = setInterval(() => {
    socket.write(octets.subarray(index, index + 1));
    index += 1;
  }, 20);
  socket.once('close', () => clearInterval(timer));
}

const headOf = (reply: Buffer) => reply.subarray(0, reply.indexOf('\r\n\r\n') + 4);

describe('a container', () => {
  afterEach(closeContainers);

  it('that is down: asked twice, a moment apart', async () => {
    const { url, close } = await startContainer(() => undefined);
    await close();
    const startedAt = performance.now();
    const fields = await expectDenial(proxyTo({ url, keys: [key] }), 'PROXY_UNREACHABLE');
    expect(fields).to.include({ attempts: 2, detail: 'ECONNREFUSED' });
    expect(performance.now() - startedAt).to.be.within(90, 1_000);
  });

  it('whose name nobody knows', async () => {
    const url = 'https://hook.invalid';
    const fields = await expectDenial(proxyTo({ url, keys: [key] }), 'PROXY_UNREACHABLE');
    expect(fields.detail).to.match(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it('that never finishes the handshake of TLS: twice, each within `connectTimeoutMs`', async () => {
    const silent = await startContainer(() => undefined);
    const proxy = proxyTo({
      url: silent.url.replace('http:', 'https:'),
      keys: [key],
      connectTimeoutMs: 100,
    });
    expect(await expectDenial(proxy, 'PROXY_CONNECT_TIMEOUT')).to.have.property('attempts', 2);
    expect(silent.connections).to.equal(2);
  });

  it('that says nothing', async () => {
    const proxy = await before(() => undefined);
    const fields = await expectDenial(proxy, 'PROXY_TIMEOUT', short);
    expect(fields).to.include({ attempts: 1, detail: 'no answer has begun' });
  });

  it('that hangs after its headers', async () => {
    const proxy = await before((call) => call.socket.write(headOf(replyTo(call, key))));
    const { detail } = await expectDenial(proxy, 'PROXY_TIMEOUT', short);
    expect(detail).to.match(/^after \d{3} octets of an answer$/);
  });

  it('that drips one octet after another', async () => {
    const proxy = await before((call) => drip(call.socket, replyTo(call, key)));
    expect(await expectDenial(proxy, 'PROXY_TIMEOUT', short)).to.have.property('attempts', 1);
  });

  it('that drips 1xx answers for ever', async () => {
    const hint = Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n'.repeat(40));
    const proxy = await before((call) => drip(call.socket, hint));
    await expectDenial(proxy, 'PROXY_TIMEOUT', short);
  });

  it('that floods with 1xx answers', async () => {
    const flood = 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(40_000);
    const proxy = await before((call) => call.socket.write(flood));
    await expectDenial(proxy, 'PROXY_REPLY_TOO_LARGE');
  });

  it('that floods with chunk extensions', async () => {
    const proxy = await before((call) => {
      const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
      call.socket.write(head + `1;${'x'.repeat(8_000)}\r\na\r\n`.repeat(200));
    });
    await expectDenial(proxy, 'PROXY_REPLY_TOO_LARGE', undefined);
  });

  it('that sends 100 and 103 before its answer is heard', async () => {
    const proxy = await before((call) => {
      call.socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n');
      call.socket.write(replyTo(call, key));
    });
    expect(await proxy.ask()).to.deep.equal(oslo);
  });

  it('that would speak another protocol', async () => {
    const proxy = await before(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    });
    await expectDenial(proxy, 'PROXY_REPLY_BROKEN', short);
  });

  const junk: readonly (readonly [string, string])[] = [
    ['junk', '\0\0\0\0 not HTTP at all \r\n\r\n'],
    ['an SSH greeting', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['HTTP of another version', 'HTTP/9.9 200 OK\r\ncontent-length: 0\r\n\r\n'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: 1x\r\n\r\n'],
    ['a length below nought', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
    ['a chunk that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n'],
    ['a folded header', 'HTTP/1.1 200 OK\r\na: b\r\n c\r\ncontent-length : 0\r\n\r\n'],
  ];
  for (const [what, octets] of junk) {
    it(`that answers with ${what}`, async () => {
      const proxy = await before(({ socket }) => socket.write(octets));
      expect(await expectDenial(proxy, 'PROXY_REPLY_NOT_HTTP')).to.have.property('attempts', 1);
    });
  }

  const halves: readonly (readonly [string, (call: Call) => string | Buffer])[] = [
    ['in its status line', () => 'HTTP/1.1 2'],
    ['after one octet', () => 'H'],
    ['in its headers', () => 'HTTP/1.1 200 OK\r\nwebhook-id: eve'],
    ['after its headers', (call) => headOf(replyTo(call, key))],
    ['before the last octet of its body', (call) => replyTo(call, key).subarray(0, -1)],
    ['after a 100', () => 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['in a chunk', () => 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab'],
  ];
  for (const [what, half] of halves) {
    for (const [how, end] of [
      ['closes', (socket: Socket, octets: string | Buffer) => socket.end(octets)],
      [
        'resets',
        (socket: Socket, octets: string | Buffer) =>
          socket.write(octets, () => socket.resetAndDestroy()),
      ],
    ] as const) {
      it(`that ${how} the connection ${what} is not asked again`, async () => {
        const proxy = await before((call) => void end(call.socket, half(call)));
        const fields = await expectDenial(proxy, 'PROXY_REPLY_BROKEN');
        expect(fields).to.have.property('attempts', 1);
        expect(proxy.container.calls).to.have.length(1);
      });
    }
  }

  it('that answers without a length, until it closes, is heard to the end', async () => {
    const proxy = await before((call) => {
      const signature = signatureLines(key, { id: call.id, timestamp: seconds(), body: allowing });
      call.socket.end(`HTTP/1.1 200 OK\r\n${signature.join('\r\n')}\r\n\r\n${allowing}`);
    });
    expect(await proxy.ask()).to.deep.equal(oslo);
  });

  it('that answers without a length, and does not get to the end', async () => {
    const proxy = await before((call) => {
      const signature = signatureLines(key, { id: call.id, timestamp: seconds(), body: allowing });
      call.socket.end(
        `HTTP/1.1 200 OK\r\n${signature.join('\r\n')}\r\n\r\n${allowing.slice(0, -1)}`,
      );
    });
    await expectDenial(proxy, 'PROXY_REPLY_SIGNATURE_WRONG');
  });

  const chunked = (call: Call, trailers: readonly string[], headers: readonly string[]) =>
    call.socket.write(
      [
        'HTTP/1.1 200 OK',
        'transfer-encoding: chunked',
        ...headers,
        '',
        allowing.length.toString(16),
        allowing,
        '0',
        ...trailers,
        '',
        '',
      ].join('\r\n'),
    );
  const signed = (call: Call) =>
    signatureLines(key, { id: call.id, timestamp: seconds(), body: allowing });

  it('that answers in chunks is heard, and its trailers are not', async () => {
    const proxy = await before((call) => void chunked(call, ['webhook-id: other'], signed(call)));
    expect(await proxy.ask()).to.deep.equal(oslo);
  });

  it('that signs in its trailers has not signed', async () => {
    const proxy = await before((call) => void chunked(call, signed(call), []));
    await expectDenial(proxy, 'PROXY_REPLY_UNSIGNED');
  });

  it('that answers before it was told everything is heard', async () => {
    let socket: Socket | undefined;
    const container = await startContainer(() => undefined, {
      onConnection(opened) {
        socket = opened;
        // It reads no further, and so the event, of more than any buffer takes, is never through.
        opened.once('data', () => {
          opened.pause();
          opened.write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n');
        });
      },
    });
    const { handler, last } = proxyTo({ url: container.url, keys: [key], bodyLimit: 2 ** 24 });
    const answer = await handler({ filler: 'x'.repeat(15_000_000) }, context());
    expect(answer).to.deep.equal(denial);
    expect(last()).to.include({ code: 'PROXY_REPLY_UNSIGNED', detail: 'HTTP 413', attempts: 1 });
    expect(socket?.destroyed).to.equal(false);
    // What was still to be sent is not sent on: the connection is gone.
    const closed = new Promise((resolve) => socket?.once('close', resolve));
    socket?.resume();
    await closed;
  });

  it('that closes at once, again and again, ends no process', async () => {
    const proxy = await before(() => undefined, {}, { onConnection: (socket) => socket.destroy() });
    for (let index = 0; index < 3; index += 1) {
      const fields = await expectDenial(proxy, 'PROXY_CONNECTION_LOST', 2_000);
      expect(fields).to.have.property('attempts', 2);
    }
  });

  it('that answers when it is too late has not answered, whatever the timers say', async () => {
    const proxy = await before((call) => {
      call.socket.write(replyTo(call, key));
      // Nothing else runs in this process, and so no timer either, until the time is over.
      const until = performance.now() + 400;
      while (performance.now() < until);
    });
    await expectDenial(proxy, 'PROXY_TIMEOUT', short);
  });

  it('is left in time, whatever it does', async () => {
    const proxy = await before((call) => drip(call.socket, replyTo(call, key)));
    const startedAt = performance.now();
    await proxy.handler(anEvent(), context(1_500));
    expect(performance.now() - startedAt).to.be.within(900, 1_400);
  });
});
