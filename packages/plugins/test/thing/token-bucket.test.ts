import { type FakeClock, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { registryFault } from '../../dist/aws-iot/registry-fault.js';
import { type Rate, tokenBucket } from '../../dist/aws-iot/token-bucket.js';
import { aSignal, codeOf } from './asking.js';

const rate = { perSecond: 10, burst: 10, maxWaitMs: 1_000 };

const bucketOf = (clock: FakeClock, terms: Rate) =>
  tokenBucket(clock, terms, registryFault('THING_REGISTRY'));

describe('the rate of calls to AWS IoT', () => {
  it('lets a burst pass, then one call at a time', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, rate);
    for (let call = 0; call < 10; call += 1) await bucket.take(aSignal());
    const order: number[] = [];
    for (const call of [1, 2]) bucket.take(aSignal()).then(() => order.push(call));
    for (const [wait, done] of [
      [99, []],
      [1, [1]],
      [99, [1]],
      [1, [1, 2]],
    ] as const) {
      clock.advance(wait);
      await Promise.resolve().then(() => undefined);
      expect(order).to.deep.equal(done);
    }
  });

  it('says so at once when a call would wait too long', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, rate);
    const taken = Array.from({ length: 21 }, () => codeOf(bucket.take(aSignal())));
    expect(await taken[20]).to.equal('THING_REGISTRY_BUSY');
    expect(clock.waiting()).to.equal(10);
    clock.advance(1_000);
    expect(await Promise.all(taken.slice(0, 20))).to.deep.equal(
      Array.from({ length: 20 }, () => ({ answer: undefined })),
    );
  });

  it('refuses a call without promising it a token', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, { ...rate, maxWaitMs: 0 });
    for (let call = 0; call < 10; call += 1) await bucket.take(aSignal());
    for (let call = 0; call < 50; call += 1) {
      expect(await codeOf(bucket.take(aSignal()))).to.equal('THING_REGISTRY_BUSY');
    }
    clock.advance(100);
    expect(await codeOf(bucket.take(aSignal()))).to.deep.equal({ answer: undefined });
  });

  it('lets a waiting call go with its signal, and its timer with it', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, { ...rate, perSecond: 1, burst: 1 });
    await bucket.take(aSignal());
    const controller = new AbortController();
    const waiting = codeOf(bucket.take(controller.signal));
    const reason = new Error('over');
    controller.abort(reason);
    expect(await waiting).to.equal(reason);
    expect(clock.waiting()).to.equal(0);
    expect(await codeOf(bucket.take(controller.signal))).to.equal(reason);
  });

  it('saves up no more than a burst', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, { ...rate, maxWaitMs: 0 });
    clock.advance(3_600_000);
    const codes = await Promise.all(
      Array.from({ length: 11 }, () => codeOf(bucket.take(aSignal()))),
    );
    expect(codes.filter((code) => code === 'THING_REGISTRY_BUSY')).to.have.length(1);
  });

  it('has nothing left once drained, and fills again', async () => {
    const clock = fakeClock();
    const bucket = bucketOf(clock, { ...rate, maxWaitMs: 0 });
    bucket.drain();
    expect(await codeOf(bucket.take(aSignal()))).to.equal('THING_REGISTRY_BUSY');
    clock.advance(100);
    expect(await codeOf(bucket.take(aSignal()))).to.deep.equal({ answer: undefined });
  });

  it('never lets more pass than burst and rate allow, whenever calls come', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 });
    const perSecond = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(pauses, perSecond, perSecond, async (gaps, each, burst) => {
        const clock = fakeClock();
        const bucket = bucketOf(clock, { perSecond: each, burst, maxWaitMs: 500 });
        const passed: number[] = [];
        const calls = gaps.map((gap) => {
          clock.advance(gap);
          return bucket.take(aSignal()).then(
            () => passed.push(clock.monotonic()),
            () => undefined,
          );
        });
        clock.advance(1_000);
        await Promise.all(calls);
        const elapsed = gaps.reduce((sum, gap) => sum + gap, 0) + 500;
        expect(passed.length).to.be.at.least(1);
        expect(passed.length).to.be.at.most(burst + (elapsed / 1_000) * each + 1e-6);
      }),
      { numRuns: 200 },
    );
  });
});
