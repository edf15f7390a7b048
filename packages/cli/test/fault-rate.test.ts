import { expect } from 'chai';
import { attemptsAt, faultRate } from '../dist/rehearse/fault-rate.js';

describe('faults of a rehearsal', () => {
  it('come at the rate that is asked for, and with --strict at a low one', () => {
    expect(faultRate({})).to.equal(0);
    expect(faultRate({ chaos: true })).to.equal(0.02);
    expect(faultRate({ strict: true })).to.equal(0.01);
    expect(faultRate({ strict: true, chaos: 0 })).to.equal(0);
  });

  it('let devices begin anew so often that no fault looks like a refusal', () => {
    expect(attemptsAt(0)).to.equal(12);
    // At the highest rate, three tries in four fail.
    expect(0.75 ** attemptsAt(0.2)).to.be.below(0.000_001);
  });
});
