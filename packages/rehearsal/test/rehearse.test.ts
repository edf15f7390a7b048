import { createChaos } from '@gangway/emulator';
import { createSystemClock } from '@gangway/plugins/system-clock';
import type { RehearsalProgress } from '@gangway/rehearsal';
import { expect } from 'chai';
import { hookOf, rehearseWith, smallFleet, soundPlugins } from './desk.js';

const devices = smallFleet().devices.map(({ serialNumber }) => serialNumber);

describe('rehearse', function () {
  // Five keys of AWS IoT's are RSA keys, and some faults are waits.
  this.timeout(120_000);

  it('brings a whole fleet aboard and no impostor, where the hook is sound', async () => {
    const { target, reasonOf } = hookOf(soundPlugins(smallFleet()));
    const told: RehearsalProgress[] = [];
    const open = new Map<string, number>();
    const report = await rehearseWith(target, {
      reasonOf,
      progress: (progress) => told.push(progress),
      presence: ({ clientId, eventType }) => {
        const step = eventType === 'connected' ? 1 : -1;
        open.set(clientId, (open.get(clientId) ?? 0) + step);
      },
    });
    expect(report.wrong).to.deep.equal([]);
    expect(report.admitted).to.equal(devices.length);
    expect(report.refused).to.equal(35);
    expect(report.kinds).to.deep.equal([
      { kind: 'genuine', came: 30, admitted: 30 },
      { kind: 'unknown-serial', came: 7, admitted: 0 },
      { kind: 'cloned-serial', came: 7, admitted: 0 },
      { kind: 'stolen-claim', came: 7, admitted: 0 },
      { kind: 'tampered-token', came: 7, admitted: 0 },
      { kind: 'replay', came: 7, admitted: 0 },
    ]);
    const reasons = new Map(report.verdicts.map(({ who, reason }) => [who, reason]));
    expect(reasons.get('cloned-serial-0001')).to.equal('DEVICE_CLAIMED');
    expect(reasons.get('stolen-claim-0001')).to.equal('NOT_CONNECTED');
    expect(reasons.get('tampered-token-0001')).to.equal('InvalidCertificateOwnershipToken');
    expect(report.reasons.reduce((sum, { count }) => sum + count, 0)).to.equal(35);
    expect(report.latency.whole?.count).to.equal(30);
    expect(report.latency.hook?.count).to.be.at.least(30);
    expect(report.latency.reconnect?.count).to.equal(30);
    const counted = report.timeline.reduce(
      (sum, { admitted, refused }) => sum + admitted + refused,
      0,
    );
    expect(counted).to.equal(report.verdicts.length);
    expect(told.at(-1)).to.include({ done: 65, total: 65, admitted: 30, refused: 35, wrong: 0 });
    expect(told.length).to.be.at.most(Math.ceil(report.durationMs / 250) + 2);
    expect([...open.values()].filter(Boolean), 'connections left open').to.deep.equal([]);
  });

  it('decides the same for the same seed, whatever the faults and however many are at it at once', async () => {
    const calm = hookOf(soundPlugins(smallFleet()));
    const { decisionsHash, verdicts } = await rehearseWith(calm.target, {
      reasonOf: calm.reasonOf,
      concurrency: 3,
    });
    const chaos = createChaos({ seed: 5, rate: 0.04, clock: createSystemClock(), jumpMs: 60_000 });
    const rough = hookOf(soundPlugins(smallFleet()), chaos);
    const report = await rehearseWith(rough.target, {
      reasonOf: rough.reasonOf,
      chaos,
      concurrency: 16,
      faults: chaos.counts,
      patience: { createMs: 1_500, registerMs: 6_500 },
    });
    expect(report.wrong).to.deep.equal([]);
    expect(report.faults).to.deep.equal(chaos.counts());
    const known = ({ who, outcome, reason }: (typeof verdicts)[number]) => [who, outcome, reason];
    expect(report.verdicts.map(known)).to.deep.equal(verdicts.map(known));
    expect(report.decisionsHash).to.equal(decisionsHash);
  });

  it('decides otherwise for another seed', async () => {
    const hashes = await Promise.all(
      [1, 2].map(async (seed) => {
        const fleet = smallFleet();
        const { target, reasonOf } = hookOf(soundPlugins(fleet));
        const impostors = { 'unknown-serial': 4 };
        return (await rehearseWith(target, { reasonOf, impostors, seed })).decisionsHash;
      }),
    );
    expect(new Set(hashes).size).to.equal(2);
  });

  it('stops at the signal, throws its reason, and leaves nobody connected', async () => {
    const stop = new AbortController();
    const reason = new RangeError('enough');
    const open = new Set<string>();
    const { target } = hookOf(soundPlugins(smallFleet()));
    const thrown = await rehearseWith(target, {
      signal: stop.signal,
      progress: ({ done }) => done > 0 && stop.abort(reason),
      presence: ({ sessionIdentifier, eventType }) => {
        if (eventType === 'connected') open.add(sessionIdentifier);
        else open.delete(sessionIdentifier);
      },
    }).catch((error: unknown) => error);
    expect(thrown).to.equal(reason);
    expect(open.size).to.equal(0);
  });

  it("throws what the fleet's own code throws, at once", async () => {
    const broken = new RangeError('no such secret');
    const { target } = hookOf(soundPlugins(smallFleet()));
    const fleet = { ...smallFleet(), parametersOf: () => Promise.reject(broken) };
    const thrown = await rehearseWith(target, { fleet }).catch((error: unknown) => error);
    expect(thrown).to.equal(broken);
  });
});
