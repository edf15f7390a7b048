import type { FaultPlan, FaultSubject } from '@gangway/emulator';
import type { KeyKind, RehearsalReport } from '@gangway/rehearsal';
import { expect } from 'chai';
import { hookOf, rehearseWith, smallFleet, soundPlugins } from './desk.js';

/** A fault that strikes each client at its first calls of an operation, so many of them. */
const firstCalls = (times: number, ...operations: FaultSubject['operation'][]) => {
  const calls = new Map<string, number>();
  return ({ clientId, operation }: FaultSubject): boolean => {
    if (!operations.includes(operation)) return false;
    const key = `${clientId} ${operation}`;
    calls.set(key, (calls.get(key) ?? 0) + 1);
    return (calls.get(key) ?? 0) <= times;
  };
};

async function rehearseFaults(
  faultPlan: Partial<FaultPlan>,
  { keys = 'p-256', attempts = 12 }: { readonly keys?: KeyKind; readonly attempts?: number } = {},
): Promise<RehearsalReport> {
  const { devices, ...rest } = smallFleet();
  const fleet = { ...rest, devices: devices.slice(2, 6).map((device) => ({ ...device, keys })) };
  const { target } = hookOf(soundPlugins(fleet));
  const impostors = {};
  const patience = { createMs: 2_000, registerMs: 700 };
  return await rehearseWith(target, {
    ...{ fleet, impostors, patience, faultPlan, attempts, concurrency: 4 },
  });
}

const creating = ['CreateCertificateFromCsr', 'CreateKeysAndCertificate'] as const;

/** Everybody aboard, once each, who began anew so often. */
function expectAboard({ wrong, verdicts }: RehearsalReport, retries: number): void {
  expect(wrong).to.deep.equal([]);
  expect(verdicts.map(({ outcome }) => outcome)).to.deep.equal(Array(4).fill('admitted'));
  expect(verdicts.map((verdict) => verdict.retries)).to.deep.equal(Array(4).fill(retries));
}

// A device that gave up too early, or asked for another certificate too early, would make a sound hook look wrong.
describe('a device of a rehearsal', function () {
  this.timeout(60_000);

  for (const keys of ['p-256', 'aws-iot'] as const) {
    it(`comes aboard with one certificate where the reply that said so was lost, its keys being ${keys}`, async () => {
      const lost = firstCalls(1, 'RegisterThing');
      const report = await rehearseFaults(
        { reply: (call) => (lost(call) ? 'lose' : 'deliver') },
        { keys },
      );
      expectAboard(report, 1);
    });
  }

  it('takes no hook that fails for one that says no, where it is to be more patient', async () => {
    const fails = firstCalls(6, 'RegisterThing');
    const hook = (subject: FaultSubject) => ({ kind: fails(subject) ? 'fail' : 'ask' }) as const;
    expectAboard(await rehearseFaults({ hook }, { attempts: 20 }), 6);
  });

  it('asks for another certificate where the reply with the first one was lost', async () => {
    const lost = firstCalls(1, ...creating);
    expectAboard(await rehearseFaults({ reply: (call) => (lost(call) ? 'lose' : 'deliver') }), 1);
  });

  it('takes a reply that comes twice for one', async () => {
    expectAboard(await rehearseFaults({ reply: () => 'double' }), 0);
  });

  it('comes aboard with one certificate where each of its calls was carried out twice', async () => {
    expectAboard(await rehearseFaults({ request: () => 'double' }), 0);
  });

  it('comes again where it was cut off for asking too much', async () => {
    const cut = firstCalls(2, 'RegisterThing');
    expectAboard(await rehearseFaults({ request: (call) => (cut(call) ? 'throttle' : 'take') }), 2);
  });

  it('asks again where the hook failed, which it cannot tell from a no', async () => {
    const failed = firstCalls(2, 'RegisterThing');
    expectAboard(
      await rehearseFaults({ hook: (call) => ({ kind: failed(call) ? 'fail' : 'ask' }) }),
      2,
    );
  });

  it('asks for another certificate where its token was over, once it is clear that it is not aboard', async () => {
    const over = firstCalls(1, ...creating);
    expectAboard(await rehearseFaults({ token: (call) => (over(call) ? 'expire' : 'keep') }), 2);
  });
});
