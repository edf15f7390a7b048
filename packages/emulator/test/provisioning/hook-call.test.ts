import { setImmediate } from 'node:timers/promises';
import { type FaultPlan, HookCallError } from '@gangway/emulator';
import { expect } from 'chai';
import { type Desk, type DeskOptions, dump, makeDesk, refusalOf, yes } from './desk.js';

const parameters = { SerialNumber: 'SN-0001' };
const denied = { statusCode: 403, errorCode: 'AccessDenied', errorMessage: 'Access Denied' };

/** Registers with a token of its own, and says what the device was told and what the log says. */
async function trial(options: DeskOptions, meanwhile?: (desk: Desk) => Promise<void>) {
  const desk = await makeDesk(options);
  const { certificateOwnershipToken } = await desk.create();
  const before = JSON.stringify(dump(desk.store));
  const told = refusalOf(desk.register({ certificateOwnershipToken, parameters }));
  await meanwhile?.(desk);
  return {
    told: await told,
    reason: desk.reason(),
    unchanged: JSON.stringify(dump(desk.store)) === before,
    waiting: desk.clock.waiting(),
  };
}

const refused = (reason: string) => ({ told: denied, reason, unchanged: true, waiting: 0 });
const malformed = (detail: string) => refused(`HOOK_ANSWER_MALFORMED: ${detail}`);
const never = () => new Promise<never>(() => undefined);

describe('the answer of a hook', () => {
  const neither = 'allowProvisioning is neither true nor false';
  const answers: readonly [unknown, ReturnType<typeof refused>][] = [
    [{ allowProvisioning: false }, refused('HOOK_DENIED: allowProvisioning is false')],
    [
      { allowProvisioning: 'true' },
      malformed('allowProvisioning is the text "true": answer the boolean'),
    ],
    [{ allowProvisioning: 1 }, malformed(neither)],
    [{ allowProvisioning: {} }, malformed(neither)],
    [{}, malformed(neither)],
    [Object.create({ allowProvisioning: true }), malformed('the answer is no object')],
    [JSON.parse('{"__proto__": {"allowProvisioning": true}}'), malformed(neither)],
    [{ AllowProvisioning: true }, malformed(neither)],
    [{ body: '{"allowProvisioning": true}' }, malformed(neither)],
    [[{ allowProvisioning: true }], malformed('the answer is no object')],
    [true, malformed('the answer is no object')],
    ['{"allowProvisioning": true}', malformed('the answer is no object')],
    [null, malformed('the answer is no object')],
    [undefined, malformed('the answer is no object')],
    [
      { allowProvisioning: true, parameterOverrides: null },
      malformed('parameterOverrides: they are no object'),
    ],
    [
      { allowProvisioning: true, parameterOverrides: ['Oslo'] },
      malformed('parameterOverrides: they are no object'),
    ],
    [
      { allowProvisioning: true, parameterOverrides: { Site: 'Oslo', Floor: 7 } },
      malformed('parameterOverrides: parameter 2 of 2 is no text'),
    ],
    [
      {
        get allowProvisioning() {
          throw new Error('secret');
        },
      },
      malformed('reading it failed'),
    ],
    [
      {
        allowProvisioning: true,
        parameterOverrides: {
          get Site() {
            throw new Error('secret');
          },
        },
      },
      malformed('reading parameterOverrides failed'),
    ],
  ];
  for (const [index, [answer, outcome]] of answers.entries()) {
    it(`allows nothing but a yes (${index + 1}: ${outcome.reason})`, async () => {
      expect(await trial({ ask: async () => answer })).to.deep.equal(outcome);
    });
  }

  it('may hold more than the contract names, and no overrides', async () => {
    const answer = { allowProvisioning: true, comment: 'welcome' };
    expect(await trial({ ask: async () => answer })).to.deep.include({ told: 'accepted' });
  });
});

describe('a hook that gives no answer', () => {
  it('is refused with the code of its target', async () => {
    const ask = () => Promise.reject(new HookCallError('HOOK_UNREACHABLE', 'nobody is there'));
    expect(await trial({ ask })).to.deep.equal(refused('HOOK_UNREACHABLE: nobody is there'));
  });

  it('is refused when it throws, without a word of what it threw', async () => {
    const ask = () => Promise.reject(new TypeError('s3cret'));
    expect(await trial({ ask })).to.deep.equal(refused('HOOK_FAILED: asking it threw TypeError'));
  });

  it('is refused when asking throws at once', async () => {
    const ask = () => {
      throw 'text';
    };
    expect(await trial({ ask })).to.deep.equal(refused('HOOK_FAILED: asking it threw string'));
  });

  it('is cut off after five seconds, and its signal says so', async () => {
    const signals: AbortSignal[] = [];
    const outcome = await trial(
      {
        ask: (_event, { signal }) => {
          signals.push(signal);
          return never();
        },
      },
      async ({ clock }) => {
        clock.advance(4_999);
        expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
        clock.advance(1);
      },
    );
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true]);
    expect(outcome).to.deep.equal(refused('HOOK_TIMED_OUT: it gave no answer within 5000 ms'));
  });

  it('is too late when it says yes after five seconds', async () => {
    const answer = Promise.withResolvers<unknown>();
    const outcome = await trial({ ask: () => answer.promise }, async ({ clock }) => {
      clock.advance(5_000);
      answer.resolve(yes);
      await setImmediate();
    });
    expect(outcome).to.deep.equal(refused('HOOK_TIMED_OUT: it gave no answer within 5000 ms'));
  });

  it('is too late when it blocks the process, so that no timer can ring', async () => {
    const holder: { advance?: (ms: number) => void } = {};
    const desk = await makeDesk({
      ask: async () => {
        holder.advance?.(5_000);
        return yes;
      },
    });
    // Time goes on, and no timer is seen.
    let blockedMs = 0;
    const { monotonic } = desk.clock;
    desk.clock.monotonic = () => monotonic() + blockedMs;
    holder.advance = (ms) => {
      blockedMs += ms;
    };
    const { certificateOwnershipToken } = await desk.create();
    await refusalOf(desk.register({ certificateOwnershipToken, parameters }));
    expect(desk.reason()).to.equal('HOOK_TIMED_OUT: it gave no answer within 5000 ms');
  });
});

describe('faults on demand', () => {
  it('fail the hook without asking it, and are asked about the client and the operation', async () => {
    const subjects: unknown[] = [];
    let asked = 0;
    const hook: FaultPlan['hook'] = (subject) => {
      subjects.push(subject);
      return { kind: 'fail' };
    };
    const ask = async () => {
      asked += 1;
      return yes;
    };
    expect(await trial({ ask, faults: { hook } })).to.deep.equal(
      refused('HOOK_FAILED: a fault was asked for'),
    );
    expect(asked).to.equal(0);
    expect(subjects).to.deep.equal([{ clientId: 'client-1', operation: 'RegisterThing' }]);
  });

  it('make the hook wait, within its five seconds', async () => {
    const hook: FaultPlan['hook'] = () => ({ kind: 'slow', milliseconds: 4_000 });
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return yes;
    };
    const outcome = await trial({ ask, faults: { hook } }, async ({ clock }) => {
      clock.advance(3_999);
      await setImmediate();
      expect(asked).to.equal(0);
      clock.advance(1);
    });
    expect([outcome.told, asked]).to.deep.equal(['accepted', 1]);
  });

  it('make it wait so long that it is not asked any more', async () => {
    const hook: FaultPlan['hook'] = () => ({ kind: 'slow', milliseconds: 60_000 });
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return yes;
    };
    const outcome = await trial({ ask, faults: { hook } }, async ({ clock }) => {
      clock.advance(60_000);
      await setImmediate();
    });
    expect([outcome.reason, asked]).to.deep.equal([
      'HOOK_TIMED_OUT: it gave no answer within 5000 ms',
      0,
    ]);
  });

  it('end a token as it is handed out, and not its certificate', async () => {
    const desk = await makeDesk({ faults: { token: () => 'expire' } });
    const { certificateId, certificateOwnershipToken } = await desk.create();
    await refusalOf(desk.register({ certificateOwnershipToken, parameters }));
    expect(desk.reason()).to.match(/^TOKEN_EXPIRED: /);
    expect(desk.store.certificates.get(certificateId)?.status).to.equal('PENDING_ACTIVATION');
  });
});
