import { anEvent } from '@gangway/testing';
import { type SsmServer, startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { hookAt, type SsmOptions } from './asking.js';

describe('ssm-overrides: what is kept', () => {
  let ssm: SsmServer;
  beforeEach(async () => {
    ssm = await startSsmServer({ parameters: { '/fleet/Site': 'Oslo' } });
  });
  afterEach(() => ssm.close());

  /** A hook, and what it gives for a device. */
  function running(options: Partial<SsmOptions> = {}) {
    const { hook, clock } = hookAt(ssm.url, options);
    const site = async () => {
      const decision = await hook.decide(anEvent());
      return decision.outcome === 'ALLOW' ? decision.parameterOverrides.Site : verdictOf(decision);
    };
    return { hook, clock, site };
  }

  it('makes no call for 1,000 decisions within the soft limit', async () => {
    const { clock, site } = running({ softSeconds: 60 });
    expect(await site()).to.equal('Oslo');
    ssm.put('/fleet/Site', 'Bergen');
    for (let decided = 0; decided < 1_000; decided += 1) {
      clock.advance(59);
      expect(await site()).to.equal('Oslo');
    }
    expect(ssm.calls.GetParameters).to.equal(1);
  });

  it('makes one call for 500 decisions at once that find nothing kept', async () => {
    const { site } = running();
    const sites = await Promise.all(Array.from({ length: 500 }, site));
    expect(new Set(sites)).to.deep.equal(new Set(['Oslo']));
    expect(ssm.calls.GetParameters).to.equal(1);
  });

  it('makes the first call when it gets ready', async () => {
    const { hook, site } = running();
    await hook.prepare();
    expect(ssm.calls.GetParameters).to.equal(1);
    expect(await site()).to.equal('Oslo');
    expect(ssm.calls.GetParameters).to.equal(1);
  });

  it('reads anew behind the soft limit', async () => {
    const { clock, site } = running({ softSeconds: 60 });
    await site();
    ssm.put('/fleet/Site', 'Bergen');
    clock.advance(60_000);
    expect(await site()).to.equal('Bergen');
    expect(ssm.calls.GetParameters).to.equal(2);
  });

  it('gives the last good value up to the hard limit, asking once a pause', async () => {
    const { clock, site } = running({ softSeconds: 60, hardSeconds: 120, pauseSeconds: 10 });
    await site();
    ssm.fail('deny');
    clock.advance(60_000);
    for (const _ of [1, 2, 3]) expect(await site()).to.equal('Oslo');
    expect(ssm.calls.GetParameters).to.equal(2);
    clock.advance(10_000);
    expect(await site()).to.equal('Oslo');
    expect(ssm.calls.GetParameters).to.equal(3);
    clock.advance(50_000);
    expect(await site()).to.equal('DENY_ERROR PARAMETER_STORE_FORBIDDEN');
  });

  it('never keeps a failure', async () => {
    const { site } = running();
    ssm.fail('deny', { times: 1 });
    expect(await site()).to.equal('DENY_ERROR PARAMETER_STORE_FORBIDDEN');
    expect(await site()).to.equal('Oslo');
  });

  it('never keeps that a parameter is missing, nor gives one that was deleted', async () => {
    const missing = 'DENY_ERROR PARAMETER_STORE_PARAMETER_MISSING';
    const { clock, site } = running({ softSeconds: 60 });
    await site();
    ssm.remove('/fleet/Site');
    clock.advance(60_000);
    expect(await site()).to.equal(missing);
    expect(await site()).to.equal(missing);
    ssm.put('/fleet/Site', 'Bergen');
    expect(await site()).to.equal('Bergen');
  });

  it('keeps the last good value where a new one is unfit', async () => {
    const { clock, site } = running({ softSeconds: 60 });
    await site();
    ssm.put('/fleet/Site', 'x'.repeat(4_097));
    clock.advance(60_000);
    expect(await site()).to.equal('Oslo');
  });
});
