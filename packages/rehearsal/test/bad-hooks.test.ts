import { HookCallError, type HookTarget } from '@gangway/emulator';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import type { ImpostorKind, RehearsalReport, WrongAnswerCode } from '@gangway/rehearsal';
import { expect } from 'chai';
import { hookOf, rehearseWith, smallFleet, soundPlugins, templateBody } from './desk.js';

const devices = smallFleet().devices.map(({ serialNumber }) => serialNumber);

/** How many wrong answers of each code there are about each kind. */
const wrongIn = ({ wrong }: RehearsalReport) => {
  const counts: Record<string, number> = {};
  for (const { kind, code } of wrong) {
    const key = `${code} ${kind}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

const count = (report: RehearsalReport, code: WrongAnswerCode, kind: 'genuine' | ImpostorKind) =>
  wrongIn(report)[`${code} ${kind}`] ?? 0;

const target = (
  answer: (serialNumber: string, clientId: string) => unknown,
  label = 'bad',
): HookTarget => ({
  label,
  ask: async ({ parameters, clientId }) => answer(parameters?.SerialNumber ?? '', clientId),
});

const yes = { allowProvisioning: true, parameterOverrides: {} };
const no = { allowProvisioning: false, parameterOverrides: {} };

// The proof that a rehearsal can find something: each of these hooks has a fault that published hooks have, or a template has.
describe('rehearse with a hook that is wrong', function () {
  this.timeout(120_000);

  it('finds that everybody is admitted', async () => {
    const report = await rehearseWith(target(() => yes));
    // One whose serial number is empty has no name that a thing could have: the template refuses it.
    const unknown = report.verdicts.filter(
      ({ kind, variant }) => kind === 'unknown-serial' && variant !== 'empty',
    );
    expect(count(report, 'ADMITTED_IMPOSTOR', 'unknown-serial')).to.be.at.least(1);
    expect(unknown.length).to.be.at.least(count(report, 'ADMITTED_IMPOSTOR', 'unknown-serial'));
    expect(count(report, 'ADMITTED_IMPOSTOR', 'cloned-serial')).to.equal(7);
    expect(count(report, 'DOUBLE_CLAIM', 'cloned-serial')).to.equal(7);
    expect(count(report, 'ADMITTED_IMPOSTOR', 'stolen-claim')).to.equal(0);
    expect(count(report, 'ADMITTED_IMPOSTOR', 'tampered-token')).to.equal(0);
  });

  it('finds that devices may come aboard twice, where nothing is claimed', async () => {
    const { target: hook, reasonOf } = hookOf([
      eventIntegrity(),
      memoryDeviceRegistry({ devices: devices.map((id) => ({ id })) }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
    ]);
    const report = await rehearseWith(hook, { reasonOf });
    expect(count(report, 'ADMITTED_IMPOSTOR', 'unknown-serial')).to.equal(0);
    expect(count(report, 'ADMITTED_IMPOSTOR', 'cloned-serial')).to.equal(7);
    expect(count(report, 'DOUBLE_CLAIM', 'cloned-serial')).to.equal(7);
    const replayed = report.verdicts.filter(
      ({ kind, variant }) => kind === 'replay' && variant === 'own-certificate',
    );
    expect(count(report, 'ADMITTED_IMPOSTOR', 'replay'))
      .to.equal(replayed.length)
      .and.above(0);
    expect(count(report, 'REFUSED_GENUINE', 'genuine')).to.equal(0);
  });

  it('finds that a claim is used up where provisioning failed thereafter', async () => {
    const used = new Set<string>();
    const failing = new Set(devices.slice(3, 6));
    const hook = target((serialNumber) => {
      if (used.has(serialNumber) || !devices.includes(serialNumber)) return no;
      used.add(serialNumber);
      if (failing.has(serialNumber)) throw new HookCallError('HOOK_FAILED', 'broke on the way');
      return yes;
    });
    const report = await rehearseWith(hook, { impostors: {} });
    expect(report.wrong.map(({ who, code, detail }) => ({ who, code, detail }))).to.deep.equal(
      [...failing].map((who) => ({ who, code: 'REFUSED_GENUINE', detail: 'AccessDenied' })),
    );
  });

  it('finds that everybody is refused, and lets no impostor come as what is not there', async () => {
    const report = await rehearseWith(
      target(() => no),
      { impostors: { 'cloned-serial': 3 } },
    );
    expect(wrongIn(report)).to.deep.equal({ 'REFUSED_GENUINE genuine': 30 });
    expect(report.reasons).to.deep.include({ reason: 'VICTIM_NOT_ABOARD', count: 3 });
  });

  it('finds that a claim certificate which the operator blocked still works', async () => {
    const blocked: string[] = [];
    const report = await rehearseWith(
      target(() => yes),
      {
        impostors: { 'stolen-claim': 3 },
        block: async (certificateId) => void blocked.push(certificateId),
      },
    );
    expect(blocked.length).to.equal(1);
    expect(count(report, 'ADMITTED_IMPOSTOR', 'stolen-claim')).to.equal(3);
  });

  it('finds devices that cannot connect, where the template gives them no policy', async () => {
    const { Resources, ...template } = JSON.parse(templateBody);
    const { policy: _, ...resources } = Resources;
    const body = JSON.stringify({ ...template, Resources: resources });
    const { target: hook } = hookOf(soundPlugins(smallFleet()));
    const fleet = { ...smallFleet(), devices: smallFleet().devices.slice(2, 6) };
    const report = await rehearseWith(hook, { fleet, impostors: {}, body, attempts: 3 });
    expect(wrongIn(report)).to.deep.equal({ 'CANNOT_CONNECT genuine': 4 });
    expect(report.verdicts.every(({ reason }) => reason === 'CANNOT_CONNECT')).to.equal(true);
  });

  it('finds devices that are one thing, where an override gives them one name', async () => {
    const hook = target(() => ({ ...yes, parameterOverrides: { SerialNumber: 'SAME' } }));
    const fleet = { ...smallFleet(), devices: smallFleet().devices.slice(2, 5) };
    const report = await rehearseWith(hook, { fleet, impostors: {}, concurrency: 1 });
    expect(wrongIn(report)).to.deep.equal({ 'WRONG_THING genuine': 2, 'DOUBLE_CLAIM genuine': 1 });
  });
});
