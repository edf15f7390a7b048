import { once } from 'node:events';
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { context, expectDenial, oslo, proxyTo } from './proxied.js';
import {
  allowing,
  type Call,
  closeContainers,
  newKey,
  replyTo,
  seconds,
  signatureLines,
  startContainer,
} from './raw-container.js';

const key = newKey();

/** The proxy before a container whose first answer is this, and every other one as it should be. */
async function firstAnswered(answer: (call: Call) => void, options = {}) {
  const container = await startContainer((call) => {
    if (call.index === 0) answer(call);
    else call.socket.write(replyTo(call, key));
  });
  return { ...proxyTo({ url: container.url, keys: [key], ...options }), container };
}

const isClosed = async ({ socket }: Call) => socket.closed || (await once(socket, 'close'));

describe('a kept connection', () => {
  afterEach(closeContainers);

  it('carries one call after the other', async () => {
    const proxy = await firstAnswered((call) => call.socket.write(replyTo(call, key)));
    for (let index = 0; index < 15; index += 1) expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.container.connections).to.equal(1);
  });

  it('that the container closed since is not used', async () => {
    const proxy = await firstAnswered((call) => call.socket.write(replyTo(call, key)));
    await proxy.ask();
    // As after a freeze: it lies there, and nobody in this process has looked at it yet.
    proxy.container.calls[0]?.socket.end();
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.include({ attempts: 1 });
  });

  const unasked: readonly (readonly [string, string])[] = [
    [
      'what a proxy says before it closes',
      'HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n',
    ],
    ['the beginning of an answer', 'HTTP/1.1 2'],
    ['one octet', '\n'],
  ];
  for (const [what, octets] of unasked) {
    it(`on which something has come unasked is closed: ${what}`, async () => {
      const proxy = await firstAnswered((call) => call.socket.write(replyTo(call, key)));
      await proxy.ask();
      const [first] = proxy.container.calls;
      first?.socket.write(octets);
      expect(await proxy.ask()).to.deep.equal(oslo);
      expect(proxy.last()).to.include({ attempts: 1 });
      expect(proxy.container.connections).to.equal(2);
      if (first !== undefined) await isClosed(first);
    });

    it(`is none where something came behind the answer at once: ${what}`, async () => {
      const proxy = await firstAnswered((call) => {
        call.socket.write(Buffer.concat([replyTo(call, key), Buffer.from(octets)]));
      });
      // Refused or heard: what matters is that nothing of it is left.
      await proxy.ask();
      const [first] = proxy.container.calls;
      if (first !== undefined) await isClosed(first);
      expect(await proxy.ask()).to.deep.equal(oslo);
      expect(proxy.container.connections).to.equal(2);
    });
  }

  it('brings nothing of a call that was given up', async () => {
    const answers: (() => void)[] = [];
    const proxy = await firstAnswered((call) => {
      answers.push(() => call.socket.write(replyTo(call, key)));
    });
    await expectDenial(proxy, 'PROXY_TIMEOUT', 700);
    for (const answer of answers) answer();
    expect(await proxy.ask()).to.deep.equal(oslo);
    const [first] = proxy.container.calls;
    if (first !== undefined) await isClosed(first);
    expect(proxy.container.connections).to.equal(2);
  });

  const notKept: readonly (readonly [string, (call: Call) => void])[] = [
    ['is unsigned', (call) => call.socket.write(replyTo(call, key, { signature: [] }))],
    ['is to another call', (call) => call.socket.write(replyTo(call, key, { id: 'event_1_0' }))],
    [
      'says that it closes',
      (call) => call.socket.write(replyTo(call, key, { more: ['connection: close'] })),
    ],
    [
      'comes in chunks, of which nobody can tell what followed them',
      (call) => {
        const signed = signatureLines(key, { id: call.id, timestamp: seconds(), body: allowing });
        const length = allowing.length.toString(16);
        call.socket.write(
          `HTTP/1.1 200 OK\r\n${signed.join('\r\n')}\r\ntransfer-encoding: chunked\r\n\r\n${length}\r\n${allowing}\r\n0\r\n\r\n`,
        );
      },
    ],
  ];
  for (const [what, answer] of notKept) {
    it(`is none where the answer ${what}`, async () => {
      const proxy = await firstAnswered(answer);
      await proxy.ask();
      const [first] = proxy.container.calls;
      if (first !== undefined) await isClosed(first);
      expect(await proxy.ask()).to.deep.equal(oslo);
      expect(proxy.container.connections).to.equal(2);
    });
  }

  it('is none with `keepAliveMs: 0`', async () => {
    const proxy = await firstAnswered((call) => call.socket.write(replyTo(call, key)), {
      keepAliveMs: 0,
    });
    await proxy.ask();
    await proxy.ask();
    expect(proxy.container.calls[0]?.headers.connection).to.equal('close');
    expect(proxy.container.connections).to.equal(2);
  });

  it('is closed after `keepAliveMs` without a call', async () => {
    const proxy = await firstAnswered((call) => call.socket.write(replyTo(call, key)), {
      keepAliveMs: 20,
    });
    await proxy.ask();
    const [first] = proxy.container.calls;
    if (first !== undefined) await isClosed(first);
    expect(await proxy.ask()).to.deep.equal(oslo);
  });

  it('outlives an answer that takes longer than `keepAliveMs`', async () => {
    const proxy = await firstAnswered(
      (call) => void setTimeout(() => call.socket.write(replyTo(call, key)), 80),
      { keepAliveMs: 20 },
    );
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.include({ attempts: 1 });
  });
});

describe('invocations at the same time', () => {
  afterEach(closeContainers);

  it('each get the answer to their own event', async () => {
    const container = await startContainer((call) => {
      const { n } = JSON.parse(call.body.toString());
      const body = JSON.stringify({ allowProvisioning: true, parameterOverrides: { n } });
      // The later ones first.
      setTimeout(() => call.socket.write(replyTo(call, key, { body })), 40 - Number(n));
    });
    const handler = lambdaProxyHandler({ url: container.url, keys: [key], logger: memoryLogger() });
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) => handler({ n: String(n) }, context())),
      );
      expect(answers.map(({ parameterOverrides: { n } }) => Number(n))).to.deep.equal([
        ...Array(40).keys(),
      ]);
    }
    expect(container.connections).to.equal(40);
  });
});
