import {
  type Admission,
  bindCertificate,
  type CommitResult,
  claimDevice,
  countAgainstQuota,
  type DeviceState,
  type Intent,
  judgeCommit,
  type LedgerState,
  spendNonce,
  type TakeoverGround,
} from '@gangway/core';
import { expect } from 'chai';
import { claimBy, entryOf, now, planOf, stateWith } from './ledger-state.js';

const answer = { Site: { source: 'static', value: 'Oslo' } };
const d1 = [claimDevice('d1')];
const grounds: readonly TakeoverGround[] = ['same-public-key', 'proven-identity', 'lease-over'];

const judge = (
  intents: readonly Intent[],
  state: LedgerState = stateWith(),
  options: Parameters<typeof entryOf>[2] = {},
): CommitResult => judgeCommit(entryOf('asker', intents, options), planOf(intents), state, now);

const codeOf = (result: CommitResult): string =>
  result.kind === 'deny' ? result.code : result.kind;

const admitted = (
  committed: Partial<NonNullable<Admission['committed']>> = {},
): { admission: Admission } => ({
  admission: {
    certificateId: 'asker',
    committed: { parametersHash: 'p', answer, deviceIds: ['d1'], ...committed },
  },
});

describe('a first request', () => {
  it('is committed where nothing stands against it', () => {
    const intents = [
      ...d1,
      bindCertificate('d1'),
      countAgainstQuota('q', { limit: 1 }),
      spendNonce('n', now + 1),
    ];
    expect(judge(intents)).to.deep.equal({ kind: 'committed' });
    expect(judge([])).to.deep.equal({ kind: 'committed' });
  });

  it('is judged on every device that it claims', () => {
    const two = [...d1, claimDevice('d2')];
    const claims = [claimBy('holder', { deviceId: 'd2' })];
    expect(judge(d1, stateWith({ claims }))).to.deep.equal({ kind: 'committed' });
    expect(judge(two, stateWith({ claims }))).to.deep.equal({
      kind: 'deny',
      code: 'DEVICE_CLAIMED',
      detail: '"d2" by holder, unconfirmed',
    });
  });

  it('is told by whom a device is claimed, and how firmly', () => {
    const claims = [claimBy('holder', { confirmedAt: 0 })];
    const denial = judge(d1, stateWith({ claims }));
    expect('detail' in denial && denial.detail).to.equal('"d1" by holder, confirmed');
  });

  it('is denied before its claims are judged when its certificate is bound elsewhere', () => {
    const bound = { admission: { certificateId: 'asker', boundTo: 'd9' } };
    const state = stateWith({ ...bound, claims: [claimBy('holder')] });
    expect(judge([...d1, bindCertificate('d1')], state)).to.deep.equal({
      kind: 'deny',
      code: 'CERTIFICATE_BOUND',
      detail: 'to "d9"',
    });
    expect(judge([bindCertificate('d9')], state)).to.deep.equal({ kind: 'committed' });
    // Only a request that binds asks for it.
    expect(codeOf(judge([claimDevice('d2')], state))).to.equal('committed');
    expect(codeOf(judge(d1, state))).to.equal('DEVICE_CLAIMED');
  });

  it('of a certificate that was admitted, released and never bound is a first one again', () => {
    const state = stateWith({ admission: { certificateId: 'asker' } });
    expect(judge([...d1, bindCertificate('d1')], state, { parametersHash: 'other' })).to.deep.equal(
      { kind: 'committed' },
    );
  });
});

describe('a repeat', () => {
  const own = [claimBy('asker')];

  it('is given the stored answer, whatever its intents are now, but for new devices', () => {
    const counts = { 'q/ever': 9 };
    const state = stateWith({ ...admitted(), claims: own, counts, nonces: { n: now + 9 } });
    const asking = [countAgainstQuota('q', { limit: 1 }), spendNonce('n', now + 9)];
    for (const intents of [d1, [], asking, [...d1, ...asking]]) {
      expect(judge(intents, state)).to.deep.equal({ kind: 'replay', answer });
    }
  });

  const newDevice = {
    kind: 'deny',
    code: 'REQUEST_CHANGED',
    detail: 'the hook asks for a device that the first commit did not claim',
  };

  it('is REQUEST_CHANGED where the hook claims a device that the first commit did not claim', () => {
    const claims = [...own, claimBy('asker', { deviceId: 'd2' })];
    for (const intents of [[claimDevice('d2')], [...d1, claimDevice('d2')]]) {
      expect(judge(intents, stateWith({ ...admitted(), claims }))).to.deep.equal(newDevice);
    }
    // A hook that has since learnt to claim.
    const never = admitted({ deviceIds: [] });
    expect(judge(d1, stateWith(never))).to.deep.equal(newDevice);
    expect(judge(d1, stateWith({ ...never, claims: own }))).to.deep.equal(newDevice);
    const two = admitted({ deviceIds: ['d1', 'd2'] });
    for (const intents of [d1, [claimDevice('d2')], [claimDevice('d2'), ...d1], []]) {
      expect(judge(intents, stateWith({ ...two, claims })).kind).to.equal('replay');
    }
  });

  it('is REQUEST_CHANGED where the hook binds to another device than it is bound to, or to one at last', () => {
    const boundTo = (device: string) => ({
      admission: { ...admitted().admission, boundTo: device },
    });
    const judged = (intents: readonly Intent[], more: ReturnType<typeof admitted>) =>
      judge(intents, stateWith({ ...more, claims: own }));
    const binding = [...d1, bindCertificate('d1')];
    expect(judged(binding, admitted())).to.deep.equal(newDevice);
    expect(judged(binding, boundTo('d2'))).to.deep.equal(newDevice);
    expect(judged(binding, boundTo('d1')).kind).to.equal('replay');
    // A hook that no longer binds asks for nothing new.
    expect(judged(d1, boundTo('d2')).kind).to.equal('replay');
  });

  it('is REQUEST_CHANGED before it is CLAIM_SUPERSEDED or DEVICE_WITHDRAWN', () => {
    const intents = [...d1, claimDevice('d2')];
    for (const claims of [own, [], [claimBy('other')]]) {
      const state = stateWith({ ...admitted(), claims, states: { d1: 'blocked' } });
      expect(judge(intents, state)).to.deep.equal(newDevice);
    }
  });

  it('is given it, too, when it claimed nothing', () => {
    expect(judge([], stateWith(admitted({ deviceIds: [] }))).kind).to.equal('replay');
  });

  it('is REQUEST_CHANGED with other parameters, before anything else', () => {
    for (const claims of [own, [], [claimBy('other')]]) {
      const state = stateWith({ ...admitted(), claims, states: { d1: 'blocked' } });
      expect(judge(d1, state, { parametersHash: 'other' })).to.deep.equal({
        kind: 'deny',
        code: 'REQUEST_CHANGED',
        detail: 'another template or other parameters than at the first commit',
      });
    }
  });

  it('is CLAIM_SUPERSEDED when any of its claims is another’s, or gone', () => {
    const two = admitted({ deviceIds: ['d1', 'd2'] });
    const second = claimBy('asker', { deviceId: 'd2' });
    const both = stateWith({ ...two, claims: [...own, second] });
    expect(judge(d1, both).kind).to.equal('replay');
    for (const claims of [own, [...own, claimBy('other', { deviceId: 'd2' })]]) {
      expect(judge(d1, stateWith({ ...two, claims }))).to.deep.equal({
        kind: 'deny',
        code: 'CLAIM_SUPERSEDED',
        detail: '"d2" is no longer claimed by this certificate',
      });
    }
  });

  for (const state of ['blocked', 'retired'] as const) {
    it(`is DEVICE_WITHDRAWN when its device is ${state}`, () => {
      const withdrawn = stateWith({ ...admitted(), claims: own, states: { d1: state } });
      expect(judge(d1, withdrawn)).to.deep.equal({
        kind: 'deny',
        code: 'DEVICE_WITHDRAWN',
        detail: `"d1" is ${state}`,
      });
    });
  }

  it('is given its answer whatever else is written of its device', () => {
    for (const state of ['expected', 'claimed', 'active', undefined] as const) {
      const known = stateWith({ ...admitted(), claims: own, states: { d1: state } });
      expect(judge(d1, known).kind).to.equal('replay');
    }
  });
});

describe('a device without a claim', () => {
  const answers: Readonly<Record<DeviceState, string>> = {
    expected: 'committed',
    claimed: 'DEVICE_CLAIMED',
    active: 'DEVICE_CLAIMED',
    blocked: 'DEVICE_WITHDRAWN',
    retired: 'DEVICE_WITHDRAWN',
  };
  for (const [state, code] of Object.entries(answers)) {
    it(`that is listed as ${state} is answered ${code}, on every ground`, () => {
      const all = claimDevice('d1', { leaseMs: 0, replaces: grounds });
      const known = stateWith({ states: { d1: state as DeviceState }, lastPresenceAt: now });
      expect(codeOf(judge([all], known))).to.equal(code);
    });
  }

  it('says that nobody knows by whom it is claimed', () => {
    const denial = judge(d1, stateWith({ states: { d1: 'active' } }));
    expect('detail' in denial && denial.detail).to.equal(
      '"d1" was listed as active, without a claim',
    );
  });

  it('that the store does not know is committed', () => {
    expect(codeOf(judge(d1, stateWith({ states: { d2: 'blocked' } })))).to.equal('committed');
  });

  for (const [state, code] of Object.entries(answers)) {
    const listed = [claimDevice('d1', { listedAs: state as DeviceState, replaces: grounds })];

    it(`that another registry lists as ${state} is answered ${code}, on every ground`, () => {
      expect(codeOf(judge(listed, stateWith({ lastPresenceAt: now })))).to.equal(code);
    });

    it(`that the store itself knows is not judged by what the registry told: ${state}`, () => {
      for (const [written, answer] of Object.entries(answers)) {
        const known = stateWith({ states: { d1: written as DeviceState } });
        expect(codeOf(judge(listed, known)), written).to.equal(answer);
      }
    });
  }

  it('says as what another registry lists it', () => {
    const detailOf = (listedAs: DeviceState) => {
      const denial = judge([claimDevice('d1', { listedAs })]);
      return 'detail' in denial && denial.detail;
    };
    expect(detailOf('claimed')).to.equal('"d1" was listed as claimed, without a claim');
    expect(detailOf('retired')).to.equal('"d1" is retired');
  });
});

describe('a claimed device', () => {
  const asking = (...replaces: TakeoverGround[]) => [claimDevice('d1', { replaces })];
  const claimed = (claim: Parameters<typeof claimBy>[1] = {}, lastPresenceAt?: number) =>
    stateWith({
      claims: [claimBy('holder', claim)],
      ...(lastPresenceAt === undefined ? {} : { lastPresenceAt }),
    });
  const over = { claimedAt: now - 10, leaseEndsAt: now };

  it('is given to its own certificate, confirmed or not', () => {
    for (const more of [{}, { confirmedAt: now }]) {
      const state = stateWith({
        admission: { certificateId: 'asker' },
        claims: [claimBy('asker', more)],
      });
      expect(codeOf(judge(d1, state))).to.equal('committed');
    }
  });

  it('is DEVICE_WITHDRAWN, also to its own certificate', () => {
    const states = { d1: 'blocked' } as const;
    for (const name of ['asker', 'holder']) {
      const state = stateWith({ claims: [claimBy(name)], states });
      expect(codeOf(judge(asking('proven-identity'), state))).to.equal('DEVICE_WITHDRAWN');
    }
  });

  it('is judged by its claim, not by what it was listed as', () => {
    for (const state of ['expected', 'claimed', 'active'] as const) {
      const known = stateWith({ claims: [claimBy('holder')], states: { d1: state } });
      expect(codeOf(judge(asking('proven-identity'), known))).to.equal('committed');
      expect(codeOf(judge(asking(), known))).to.equal('DEVICE_CLAIMED');
    }
  });

  it('is judged by its claim, not by what another registry lists it as, unless that withdraws it', () => {
    const judged = (listedAs: DeviceState, ...replaces: TakeoverGround[]) =>
      codeOf(judge([claimDevice('d1', { listedAs, replaces })], claimed()));
    for (const state of ['expected', 'claimed', 'active'] as const) {
      expect(judged(state, 'proven-identity')).to.equal('committed');
      expect(judged(state)).to.equal('DEVICE_CLAIMED');
    }
    for (const state of ['blocked', 'retired'] as const) {
      expect(judged(state, 'proven-identity')).to.equal('DEVICE_WITHDRAWN');
    }
  });

  it('gives way to nobody without a ground, whatever would serve as one', () => {
    expect(codeOf(judge(asking(), claimed(over, now), { key: 'holder' }))).to.equal(
      'DEVICE_CLAIMED',
    );
  });

  it('gives way to the same public key', () => {
    const ground = asking('same-public-key');
    expect(codeOf(judge(ground, claimed(), { key: 'holder' }))).to.equal('committed');
    expect(codeOf(judge(ground, claimed(over, now)))).to.equal('DEVICE_CLAIMED');
  });

  it('gives way to a proven identity', () => {
    expect(codeOf(judge(asking('proven-identity'), claimed()))).to.equal('committed');
  });

  const leases = [
    { leaseEndsAt: now, lastPresenceAt: now, code: 'committed' },
    { leaseEndsAt: now, lastPresenceAt: now - 1, code: 'DEVICE_CLAIMED' },
    { leaseEndsAt: now - 1, lastPresenceAt: now, code: 'committed' },
    { leaseEndsAt: now - 1, lastPresenceAt: now - 1, code: 'committed' },
    { leaseEndsAt: now - 1, lastPresenceAt: now - 2, code: 'DEVICE_CLAIMED' },
    { leaseEndsAt: now + 1, lastPresenceAt: now, code: 'DEVICE_CLAIMED' },
    // A presence of the future ends no lease.
    { leaseEndsAt: now + 1, lastPresenceAt: now + 1, code: 'DEVICE_CLAIMED' },
    { leaseEndsAt: now, lastPresenceAt: undefined, code: 'DEVICE_CLAIMED' },
  ];
  for (const { leaseEndsAt, lastPresenceAt, code } of leases) {
    const end = leaseEndsAt - now;
    const seen = lastPresenceAt === undefined ? 'never' : `${lastPresenceAt - now} ms`;
    it(`with a lease until ${end} ms, claimed at -10 ms and presence at ${seen}: ${code}`, () => {
      const state = claimed({ claimedAt: now - 10, leaseEndsAt }, lastPresenceAt);
      expect(codeOf(judge(asking('lease-over'), state))).to.equal(code);
    });
  }

  it('gives way on the second ground where the first does not hold', () => {
    const both = asking('same-public-key', 'lease-over');
    expect(codeOf(judge(both, claimed(over, now)))).to.equal('committed');
    expect(codeOf(judge(both, claimed(), { key: 'holder' }))).to.equal('committed');
    expect(codeOf(judge(both, claimed()))).to.equal('DEVICE_CLAIMED');
  });

  it('gives way on no ground once it is confirmed', () => {
    const all = asking(...grounds);
    const confirmed = claimed({ ...over, confirmedAt: now - 5 }, now);
    expect(codeOf(judge(all, confirmed, { key: 'holder' }))).to.equal('DEVICE_CLAIMED');
    const atTheEpoch = claimed({ ...over, confirmedAt: 0 }, now);
    expect(codeOf(judge(all, atTheEpoch, { key: 'holder' }))).to.equal('DEVICE_CLAIMED');
  });

  it('gives way on no ground that nobody knows', () => {
    const odd = { ...claimDevice('d1'), replaces: ['because' as TakeoverGround] };
    expect(codeOf(judge([odd], claimed(over, now), { key: 'holder' }))).to.equal('DEVICE_CLAIMED');
  });
});

describe('a quota', () => {
  const three = countAgainstQuota('q', { limit: 3 });

  it('is counted up to its limit', () => {
    const codes = [1, 2, 3, 4].map((count) =>
      codeOf(judge([three], stateWith({ counts: { 'q/ever': count } }))),
    );
    expect(codes).to.deep.equal(['committed', 'committed', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
  });

  it('is judged on all that the request adds', () => {
    const codes = [1, 2].map((count) =>
      codeOf(judge([three, three], stateWith({ counts: { 'q/ever': count } }))),
    );
    expect(codes).to.deep.equal(['committed', 'QUOTA_EXCEEDED']);
  });

  it('is named where it is used up', () => {
    const low = countAgainstQuota('r', { limit: 0 });
    expect(judge([three, low])).to.deep.equal({
      kind: 'deny',
      code: 'QUOTA_EXCEEDED',
      detail: 'r/ever, 0',
    });
  });

  it('is judged after the claims and before the nonces', () => {
    const used = countAgainstQuota('q', { limit: 0 });
    const nonce = spendNonce('n', now + 9);
    const nonces = { n: now + 9 };
    const intents = [nonce, used, ...d1];
    const state = stateWith({ nonces, claims: [claimBy('holder')] });
    expect(codeOf(judge(intents, state))).to.equal('DEVICE_CLAIMED');
    expect(codeOf(judge(intents, stateWith({ nonces })))).to.equal('QUOTA_EXCEEDED');
    expect(codeOf(judge([nonce, ...d1], stateWith({ nonces })))).to.equal('NONCE_SPENT');
  });
});

describe('a nonce', () => {
  it('is spent until it expires, by the time of the commit', () => {
    const judged = (until: number) =>
      codeOf(judge([spendNonce('n', now + 9)], stateWith({ nonces: { n: until } })));
    expect(judged(now + 1)).to.equal('NONCE_SPENT');
    expect(judged(now)).to.equal('committed');
    expect(judged(now - 1)).to.equal('committed');
  });

  it('is judged each by itself', () => {
    const two = [spendNonce('m', now + 9), spendNonce('n', now + 9)];
    expect(judge(two, stateWith({ nonces: { n: now + 1 } }))).to.deep.equal({
      kind: 'deny',
      code: 'NONCE_SPENT',
      detail: 'within its lifetime',
    });
    expect(judge(two, stateWith({ nonces: { x: now + 1 } })).kind).to.equal('committed');
  });
});
