import { lambdaProxyLifecycleHandler } from '@gangway/adapter-lambda/proxy';
import { PortError, type PresenceOutcome } from '@gangway/core';
import { parseCallId } from '@gangway/hop';
import { memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { context } from './proxied.js';
import {
  allowing,
  closeContainers,
  denying,
  newKey,
  type ReplyTerms,
  replyTo,
  startContainer,
} from './raw-container.js';

const key = newKey();
const connected = {
  eventType: 'connected',
  clientId: 'SN-0001',
  principalIdentifier: 'ab'.repeat(32),
  timestamp: Date.UTC(2030, 0, 1),
};

async function answering(terms: ReplyTerms) {
  const container = await startContainer((call) => call.socket.write(replyTo(call, key, terms)));
  const logger = memoryLogger();
  const handler = lambdaProxyLifecycleHandler({ url: container.url, keys: [key], logger });
  return { container, handler, logger };
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'resolved',
    (error: unknown) => (error instanceof PortError ? error.code : error),
  );

describe('lambdaProxyLifecycleHandler', () => {
  afterEach(closeContainers);

  const outcomes: readonly PresenceOutcome[] = [
    { kind: 'confirmed', deviceIds: ['SN-0001'] },
    { kind: 'already-confirmed', deviceIds: ['SN-0001', 'SN-0002'] },
    { kind: 'no-claim' },
    { kind: 'refused', code: 'PRESENCE_NOT_CONNECTED', detail: 'disconnected' },
  ];
  for (const outcome of outcomes) {
    it(`answers what came of a presence event: ${outcome.kind}`, async () => {
      const { handler, container, logger } = await answering({ body: JSON.stringify(outcome) });
      expect(await handler(connected, context())).to.deep.equal(outcome);
      const [call] = container.calls;
      expect(call?.requestLine).to.equal('POST /lifecycle HTTP/1.1');
      expect(JSON.parse(call?.body.toString() ?? '')).to.deep.equal(connected);
      expect(parseCallId(call?.id ?? '')?.purpose).to.equal('presence');
      expect(logger.lines).to.be.empty;
    });
  }

  const rejected: readonly (readonly [string, ReplyTerms, string])[] = [
    [
      'the store could not be asked',
      { status: 503, body: denying.replace('{', '{"error":"PORT_UNAVAILABLE",') },
      'CONTAINER_FAILED',
    ],
    [
      'the reply is unsigned',
      { body: '{"kind":"no-claim"}', signature: [] },
      'PROXY_REPLY_UNSIGNED',
    ],
    ['an event was decided about', { body: allowing }, 'PROXY_REPLY_MALFORMED'],
    ['a failure allows', { status: 503, body: allowing }, 'PROXY_REPLY_MALFORMED'],
    ['the outcome is none', { body: '{"kind":"gone"}' }, 'PROXY_REPLY_MALFORMED'],
    ['the outcome is more', { body: '{"kind":"no-claim","a":1}' }, 'PROXY_REPLY_MALFORMED'],
    [
      'the devices are none',
      { body: '{"kind":"confirmed","deviceIds":[7]}' },
      'PROXY_REPLY_MALFORMED',
    ],
    [
      'the refusal is unknown',
      { body: '{"kind":"refused","code":"toString","detail":""}' },
      'PROXY_REPLY_MALFORMED',
    ],
  ];
  for (const [what, terms, code] of rejected) {
    it(`rejects, so that Lambda delivers the event again, where ${what}`, async () => {
      const { handler, logger } = await answering(terms);
      expect(await codeOf(handler(connected, context()))).to.equal(code);
      expect(logger.lines[0]).to.have.property('level', 'error');
      expect(logger.lines[0]?.fields).to.include({ code, requestId: 'request-1', attempts: 1 });
    });
  }

  it('rejects where the container is down, and with a logger that throws', async () => {
    const { url, close } = await startContainer(() => undefined);
    await close();
    const logger = {
      log() {
        throw new Error('disk full');
      },
    };
    const handler = lambdaProxyLifecycleHandler({ url, keys: [key], logger });
    expect(await codeOf(handler(connected, context()))).to.equal('PROXY_UNREACHABLE');
  });

  it('ends no process where its logger waits, against its contract, and fails', async () => {
    const { url, close } = await startContainer(() => undefined);
    await close();
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
    try {
      const logger = { log: () => Promise.reject(new Error('disk full')) as unknown as undefined };
      const handler = lambdaProxyLifecycleHandler({ url, keys: [key], logger });
      expect(await codeOf(handler(connected, context()))).to.equal('PROXY_UNREACHABLE');
      await new Promise(setImmediate);
    } finally {
      process.off('unhandledRejection', note);
      for (const listener of others) process.on('unhandledRejection', listener);
    }
    expect(unhandled).to.deep.equal([]);
  });

  it('rejects half a second before Lambda would end it', async () => {
    const { url } = await startContainer(() => undefined);
    const logger = memoryLogger();
    const handler = lambdaProxyLifecycleHandler({ url, keys: [key], logger });
    const startedAt = performance.now();
    expect(await codeOf(handler(connected, context(800)))).to.equal('PROXY_TIMEOUT');
    expect(performance.now() - startedAt).to.be.below(500);
  });

  it('waits a minute at most, also where Lambda tells no time', async () => {
    const { handler, container } = await answering({ body: '{"kind":"no-claim"}' });
    await handler(connected);
    expect(parseCallId(container.calls[0]?.id ?? '')?.budgetMs).to.be.within(50_000, 60_000);
  });

  it('hands on what is no event at all, for the container to refuse', async () => {
    const { handler, container } = await answering({ body: '{"kind":"no-claim"}' });
    await handler(undefined);
    expect(container.calls[0]?.body.toString()).to.equal('null');
  });
});
