import { getEventListeners } from 'node:events';
import { permit } from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { DeadlineReached, first, startDeadline } from '#core/pipeline/deadline.js';
import { bench, codeOf, event, never, step } from '../harness.js';

describe('the deadline of a request', () => {
  const receivedAt = fakeClock().now();

  it('is what the runtime asks for', () => {
    expect(startDeadline(fakeClock(), receivedAt, receivedAt + 1_000).at).to.equal(
      receivedAt + 1_000,
    );
  });

  it('is never later than five seconds less half a second after the call', () => {
    expect(startDeadline(fakeClock(), receivedAt, receivedAt + 60_000).at).to.equal(
      receivedAt + 4_500,
    );
    for (const absent of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(startDeadline(fakeClock(), receivedAt, absent).at).to.equal(receivedAt + 4_500);
    }
  });

  it('reaches every step as one signal, aborted when it comes', async () => {
    const signals: AbortSignal[] = [];
    const { clock, decide } = bench({
      checks: [
        step('a', (_request, { signal }) => {
          signals.push(signal);
          return permit();
        }),
        step('b', (_request, { signal }) => {
          signals.push(signal);
          return never();
        }),
      ],
    });
    const pending = decide();
    await Promise.resolve();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(signals).to.have.length(2);
    expect(signals[0]).to.equal(signals[1]);
    expect(signals[0]?.aborted).to.equal(false);
    clock.advance(4_500);
    expect(codeOf(await pending)).to.equal('DEADLINE_EXCEEDED');
    expect(signals[0]?.aborted).to.equal(true);
  });

  it('holds though a check has blocked the event loop, and no timer could ring', async () => {
    const clock = fakeClock();
    let time = clock.monotonic();
    const blocked = { ...clock, monotonic: () => time };
    let seen: AbortSignal | undefined;
    const { decide } = bench({
      clock: blocked,
      checks: [
        step('blocking', (_request, { signal }) => {
          seen = signal;
          time += 6_000;
          return permit();
        }),
      ],
    });
    expect(codeOf(await decide())).to.equal('DEADLINE_EXCEEDED');
    // What else was asked meanwhile must not work on for an answer that has gone out.
    expect(seen?.aborted).to.equal(true);
  });

  it('that has passed already leaves nothing to ask', async () => {
    let asked = 0;
    const { clock, decide } = bench({
      checks: [
        step('a', () => {
          asked += 1;
          return permit();
        }),
      ],
    });
    const decision = await decide(event, { deadline: clock.now() });
    expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
      code: 'DEADLINE_EXCEEDED',
      detail: 'before the first check',
    });
    expect(asked).to.equal(0);
  });

  it('turns the AbortError of a port into DEADLINE_EXCEEDED', async () => {
    const { clock, decide } = bench({
      checks: [
        step(
          'port',
          (_request, { signal }) =>
            new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(new Error('AbortError: gave up'))),
            ),
        ),
      ],
    });
    const pending = decide();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    clock.advance(4_500);
    expect(codeOf(await pending)).to.equal('DEADLINE_EXCEEDED');
  });

  it('is the reason of a check that throws because it came', async () => {
    const { clock, decide } = bench({
      checks: [
        step('port', () => {
          clock.advance(4_500);
          throw new Error('gave up');
        }),
      ],
    });
    expect(codeOf(await decide())).to.equal('DEADLINE_EXCEEDED');
  });

  it('leaves no timer behind, whatever was decided', async () => {
    const { clock, decide } = bench();
    await decide();
    await decide({});
    expect(clock.waiting()).to.equal(0);
  });
});

describe('first', () => {
  it('gives the promise its say when it settles before the signal', async () => {
    const controller = new AbortController();
    expect(await first(Promise.resolve(1), controller.signal)).to.equal(1);
    const rejected = first(Promise.reject(new Error('no')), controller.signal);
    expect(await rejected.catch((error: Error) => error.message)).to.equal('no');
  });

  it('gives the signal its say when it is aborted before', async () => {
    const controller = new AbortController();
    const waiting = first(never(), controller.signal);
    controller.abort(new DeadlineReached());
    expect(await waiting.catch((error) => error)).to.be.instanceOf(DeadlineReached);
    const late = first(never(), controller.signal);
    expect(await late.catch((error) => error)).to.be.instanceOf(DeadlineReached);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    await first(Promise.resolve(1), signal);
    await first(Promise.reject(new Error('no')), signal).catch(() => undefined);
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort')).to.have.length(0);
  });

  it('does not mind a rejection that comes after the signal', async () => {
    const controller = new AbortController();
    let reject: (error: Error) => void = () => {};
    const promise = new Promise<never>((_resolve, no) => {
      reject = no;
    });
    const waiting = first(promise, controller.signal).catch((error) => error);
    controller.abort(new DeadlineReached());
    reject(new Error('late'));
    expect(await waiting).to.be.instanceOf(DeadlineReached);
  });
});
