import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { createStopwatch } from '../../dist/measure/stopwatch.js';

describe('createStopwatch', () => {
  it('gives percentiles in milliseconds, of the steps that were timed', () => {
    const stopwatch = createStopwatch(fakeClock());
    for (let taken = 1; taken <= 100; taken += 1) stopwatch.add('connect', taken);
    const { connect, ...others } = stopwatch.percentiles();
    expect(others).to.deep.equal({});
    expect(connect?.count).to.equal(100);
    expect(connect?.p50).to.be.closeTo(50, 0.1);
    expect(connect?.p90).to.be.closeTo(90, 0.1);
    expect(connect?.p99).to.be.closeTo(99, 0.1);
    expect(connect?.max).to.be.closeTo(100, 0.1);
  });

  it('times what succeeds', async () => {
    const clock = fakeClock();
    const stopwatch = createStopwatch(clock);
    const result = await stopwatch.time('create', async () => {
      clock.advance(30);
      return 'made';
    });
    expect(result).to.equal('made');
    expect(stopwatch.percentiles().create?.max).to.be.closeTo(30, 0.1);
  });

  it('leaves out what fails', async () => {
    const stopwatch = createStopwatch(fakeClock());
    const failed = await stopwatch
      .time('create', () => Promise.reject(new RangeError('broken')))
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(RangeError);
    expect(stopwatch.percentiles()).to.deep.equal({});
  });

  it('takes a step that took no time for one of a microsecond', () => {
    const stopwatch = createStopwatch(fakeClock());
    stopwatch.add('hook', 0);
    expect(stopwatch.percentiles().hook?.count).to.equal(1);
  });
});
