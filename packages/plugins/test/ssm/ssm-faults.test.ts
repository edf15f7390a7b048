import { anEvent } from '@gangway/testing';
import { type SsmFault, type SsmServer, startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { until } from '../thing/asking.js';
import { hookAt } from './asking.js';

/** What each fault comes to, and how many calls it takes to know. */
const faults: Readonly<Record<Exclude<SsmFault, 'hang'>, readonly [code: string, calls: number]>> =
  {
    reset: ['UNAVAILABLE', 2],
    half: ['UNAVAILABLE', 2],
    page: ['UNAVAILABLE', 2],
    unavailable: ['UNAVAILABLE', 2],
    error: ['UNAVAILABLE', 2],
    huge: ['REPLY_TOO_LARGE', 1],
    garbage: ['REPLY_INVALID', 2],
    empty: ['REPLY_INVALID', 1],
    latin1: ['REPLY_INVALID', 2],
    utf16: ['REPLY_INVALID', 2],
    bom: ['REPLY_INVALID', 2],
    other: ['REPLY_INVALID', 1],
    doubled: ['REPLY_INVALID', 1],
    unversioned: ['REPLY_INVALID', 1],
    redirect: ['REDIRECTED', 1],
    throttle: ['THROTTLED', 2],
    deny: ['FORBIDDEN', 1],
    expired: ['FORBIDDEN', 2],
    'signature-expired': ['FORBIDDEN', 2],
    undecryptable: ['KEY_UNUSABLE', 1],
  };

const canary = 'canary-in-a-secure-string';

describe('ssm-overrides: when Parameter Store fails', () => {
  let ssm: SsmServer;
  beforeEach(async () => {
    ssm = await startSsmServer();
    ssm.put('/fleet/Site', canary, 'SecureString');
  });
  afterEach(() => ssm.close());

  for (const [fault, [code, calls]] of Object.entries(faults)) {
    it(`denies ${code} for "${fault}", with nothing of the answer in any text`, async () => {
      const { hook, log } = hookAt(ssm.url, { keys: ['Site'] });
      ssm.fail(fault as SsmFault);
      const decision = await hook.decide(anEvent());
      expect(verdictOf(decision)).to.equal(`DENY_ERROR PARAMETER_STORE_${code}`);
      expect(ssm.calls).to.deep.equal({ GetParameters: calls, redirected: 0 });
      const texts = `${JSON.stringify(decision)}${log()}`;
      expect(texts).to.include(`PARAMETER_STORE_${code}`);
      expect(texts).not.to.include('canary').and.not.to.include('value-of-another');
    });
  }

  it('denies TIMEOUT when no answer comes in the time of one question', async () => {
    const { hook, clock } = hookAt(ssm.url, { timeoutMs: 700 });
    await hook.decide(anEvent());
    clock.advance(3_600_000);
    ssm.fail('hang');
    const deciding = hook.decide(anEvent());
    await until(() => ssm.calls.GetParameters === 2);
    clock.advance(699);
    const early = await Promise.race([deciding, new Promise((resolve) => setImmediate(resolve))]);
    expect(early).to.equal(undefined);
    clock.advance(1);
    expect(verdictOf(await deciding)).to.equal('DENY_ERROR PARAMETER_STORE_TIMEOUT');
    expect(ssm.calls.GetParameters).to.equal(2);
  });

  it('denies by the deadline of the request where that is earlier', async () => {
    const { hook, clock } = hookAt(ssm.url, { timeoutMs: 1_000 });
    ssm.fail('hang');
    const deciding = hook.decide(anEvent(), { deadline: clock.now() + 800 });
    await until(() => ssm.calls.GetParameters === 1);
    clock.advance(800);
    expect(verdictOf(await deciding)).to.equal('DENY_ERROR DEADLINE_EXCEEDED');
  });

  for (const fault of ['reset', 'throttle', 'expired', 'unavailable'] as const) {
    it(`asks once more after "${fault}"`, async () => {
      const { hook } = hookAt(ssm.url);
      ssm.fail(fault, { times: 1 });
      expect(verdictOf(await hook.decide(anEvent()))).to.equal('ALLOW');
      expect(ssm.calls.GetParameters).to.equal(2);
    });
  }

  it('denies UNAVAILABLE where nobody listens', async () => {
    const { hook } = hookAt(ssm.url);
    await ssm.close();
    const decision = await hook.decide(anEvent());
    expect(verdictOf(decision)).to.equal('DENY_ERROR PARAMETER_STORE_UNAVAILABLE');
  });

  it('denies FORBIDDEN where there are no credentials', async () => {
    const { hook } = hookAt(ssm.url, {
      credentials: () =>
        Promise.reject(Object.assign(new Error(canary), { name: 'CredentialsProviderError' })),
    });
    const decision = await hook.decide(anEvent());
    expect(verdictOf(decision)).to.equal('DENY_ERROR PARAMETER_STORE_FORBIDDEN');
    expect(JSON.stringify(decision)).not.to.include(canary);
  });

  it('has the secret in the response alone', async () => {
    const { hook, log } = hookAt(ssm.url);
    const decision = await hook.decide(anEvent());
    expect(decision).to.have.deep.property('parameterOverrides', { Site: canary });
    const { trace, subject, overrideOrigins } = decision as typeof decision & {
      overrideOrigins?: unknown;
    };
    expect(`${JSON.stringify([trace, subject, overrideOrigins])}${log()}`).not.to.include(canary);
  });
});
