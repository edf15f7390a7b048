import {
  type CertificateReader,
  type CommitResult,
  claimDevice,
  defineFact,
  deny,
  denyCommit,
  fact,
  type Intent,
  notApplicable,
  overrides,
  permit,
  type ReadySources,
  replay,
  toResponse,
} from '@gangway/core';
import { expect } from 'chai';
import {
  allOf,
  anyOf,
  bench,
  codeOf,
  event,
  intent,
  junk,
  ledgerOf,
  never,
  source,
  step,
} from '../harness.js';

const outcomeOf = async (checks: Parameters<typeof bench>[0]) => {
  const decision = await bench(checks).decide();
  return `${decision.outcome} ${codeOf(decision)}`;
};
const branded = (fields: object) => {
  const made = { ...fields };
  Object.defineProperty(made, Symbol.for('@gangway/core/Verdict'), { value: true });
  return Object.freeze(made);
};

describe('a verdict of a kind that this version does not know', () => {
  const unknown = [
    branded({ kind: 'review', facts: [] }),
    branded({ facts: [] }),
    Object.freeze({ kind: 'permit', facts: [], [Symbol.for('@gangway/core/Verdict')]: false }),
  ];
  for (const verdict of unknown) {
    it(`is no yes: ${JSON.stringify(verdict)}`, async () => {
      const checks = [step('yes', () => permit()), step('odd', junk(verdict))];
      expect(await outcomeOf({ checks })).to.equal('DENY_ERROR VERDICT_MALFORMED');
    });
  }

  it('is no yes either while it can still be changed', async () => {
    const open = { kind: 'permit', facts: [], [Symbol.for('@gangway/core/Verdict')]: true };
    expect(await outcomeOf({ checks: [step('odd', junk(open))] })).to.equal(
      'DENY_ERROR VERDICT_MALFORMED',
    );
  });
});

describe('an answer that never settles', () => {
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried here.
  const lockedIn = { then: (resolve: (value: unknown) => void) => resolve({ then: () => {} }) };

  it('is cut at the deadline, though it is a thenable that resolves to another', async () => {
    const { clock, decide } = bench({ checks: [step('locked', junk(lockedIn))] });
    const pending = decide();
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    clock.advance(4_500);
    expect(codeOf(await pending)).to.equal('DEADLINE_EXCEEDED');
  });

  it('is taken when it is a plain thenable that does settle', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried here.
    const thenable = { then: (resolve: (value: unknown) => void) => void resolve(permit()) };
    expect(await outcomeOf({ checks: [step('thenable', junk(thenable))] })).to.equal('ALLOW ALLOW');
  });

  it('stays cut though the wall clock is set back', async () => {
    const made = bench({
      checks: [
        step('late', (_request, { signal }) => {
          made.clock.advance(4_500);
          return signal.aborted ? permit() : never();
        }),
      ],
    });
    expect(codeOf(await made.decide())).to.equal('DEADLINE_EXCEEDED');
  });
});

describe('a thrown value that cannot be described', () => {
  const evil = (name: 'name' | 'message' | 'stack') =>
    Object.defineProperty(new Error('x'), name, {
      get() {
        throw new Error('again');
      },
    });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const thrown: readonly (readonly [string, unknown])[] = [
    ['an error whose message throws', evil('message')],
    ['an error whose name throws', evil('name')],
    ['an error whose stack throws', evil('stack')],
    ['a revoked proxy', revoked],
    [
      'a proxy without a prototype to ask for',
      new Proxy(
        {},
        {
          getPrototypeOf() {
            throw new Error('again');
          },
        },
      ),
    ],
    ['an error whose stack is a list', Object.assign(new Error('x'), { stack: ['a'] })],
    ['an error whose message is a number', Object.assign(new Error('x'), { message: 5 })],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('x')],
    ['nothing', undefined],
  ];
  for (const [what, value] of thrown) {
    it(`denies CHECK_FAILED, naming the plugin: ${what}`, async () => {
      const throwing = step('throwing', () => {
        throw value;
      });
      const decision = await bench({ checks: [throwing] }).decide();
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.include({
        code: 'CHECK_FAILED',
        plugin: 'throwing',
      });
      expect(decision.trace.at(-1)).to.include({ name: 'throwing', code: 'CHECK_FAILED' });
    });
  }

  it('tells what can be told', async () => {
    const throwing = (value: unknown) =>
      step('throwing', () => {
        throw value;
      });
    const detailOf = async (value: unknown) => {
      const decision = await bench({ checks: [throwing(value)] }).decide();
      return decision.outcome !== 'ALLOW' && decision.reason.detail;
    };
    expect(await detailOf(new RangeError('too far'))).to.equal('RangeError: too far');
    expect(await detailOf('just text')).to.equal('just text');
    expect(await detailOf(7)).to.equal('threw number');
    expect(await detailOf(Object.create(null))).to.equal('Error: no message');
    expect(await detailOf(revoked)).to.equal('threw something that cannot be described');
  });

  it('of an error of another copy of the package still counts as a port that could not be asked', async () => {
    const foreign = Object.assign(new Error('down'), {
      code: 'STORE_DOWN',
      [Symbol.for('@gangway/core/PortError')]: true,
    });
    const checks = [step('port', () => Promise.reject(foreign))];
    expect(await outcomeOf({ checks })).to.equal('DENY_ERROR PORT_UNAVAILABLE');
  });
});

describe('decide', () => {
  it('never rejects, whatever its arguments and its parts are', async () => {
    const nothing = null as never;
    const brokenClock = {
      now(): number {
        throw new Error('no time');
      },
      monotonic: () => 0,
      after: () => () => undefined,
    };
    expect((await bench().decide(event, nothing)).outcome).to.equal('ALLOW');
    expect((await bench().refuse('BODY_NOT_JSON', 'x', nothing)).outcome).to.equal('DENY_POLICY');
    const decision = await bench({ clock: brokenClock }).decide(event);
    expect(decision).to.deep.equal({
      outcome: 'DENY_ERROR',
      reason: { code: 'HOOK_FAILED', detail: 'no decision could be made' },
      subject: {},
      trace: [],
      receivedAt: 0,
      durationMs: 0,
    });
    expect(toResponse(decision).allowProvisioning).to.equal(false);
  });

  it('bounds the id of a request, and makes one line of it', async () => {
    const { subject } = await bench().decide(event, { requestId: `a\n${'b'.repeat(500)}` });
    expect(subject.requestId).to.match(/^a b{125}…$/);
    expect((await bench().decide(event, { requestId: 7 as never })).subject).to.not.have.property(
      'requestId',
    );
  });

  it('takes a deadline of minus infinity for one that has passed', async () => {
    const decision = await bench().decide(event, { deadline: Number.NEGATIVE_INFINITY });
    expect(codeOf(decision)).to.equal('DEADLINE_EXCEEDED');
  });
});

describe('a certificate reader that answers junk', () => {
  const junkReadings = [
    undefined,
    null,
    true,
    Promise.resolve(),
    {},
    { kind: 'certificate' },
    { kind: 'certificate', certificate: null },
    { kind: 'refused', code: 'ALL_IS_WELL', detail: 'x' },
    { kind: 'refused', code: 'toString', detail: 'x' },
    { kind: 'refused', code: 'PEM_MALFORMED' },
    { kind: 'maybe' },
  ];
  for (const reading of junkReadings) {
    it(`is CERTIFICATE_READER_FAILED: ${JSON.stringify(reading)}`, async () => {
      const certificateReader = { read: () => reading } as unknown as CertificateReader;
      const decision = await bench({ certificateReader }).decide();
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
        code: 'CERTIFICATE_READER_FAILED',
        detail: `it answered ${typeof reading}`,
      });
      expect(decision.outcome).to.equal('DENY_ERROR');
    });
  }
});

describe('a ledger whose store was changed behind its back', () => {
  const decideWith = (result: unknown, overrideSources: readonly ReadySources[] = []) =>
    bench({
      claimLedger: ledgerOf(async () => result as CommitResult),
      intents: [intent('claim', () => [claimDevice('d')])],
      overrideSources,
    }).decide();
  const stored = (value: unknown) => ({ source: 'x', value });
  const answers: readonly (readonly [string, object])[] = [
    ['a key of AWS', { 'AWS::ThingName': stored('evil') }],
    ['a value that is too long', { Site: stored('x'.repeat(4_097)) }],
    ['a value that is no text', { Site: stored(7) }],
    ['half a surrogate pair', { Site: stored('\ud800') }],
    ['nothing behind a key', { Site: null }],
    ['a key without a source', { Site: { value: 'x' } }],
    ['the key __proto__', JSON.parse('{"__proto__":{"source":"x","value":"y"}}')],
  ];
  for (const [what, answer] of answers) {
    it(`cannot bring into a response: ${what}`, async () => {
      const decision = await decideWith(replay(answer as never));
      expect(decision.outcome).to.equal('DENY_ERROR');
      expect(codeOf(decision)).to.equal('LEDGER_FAILED');
    });
  }

  it('cannot bring a PEM or a code of its own making into the log', async () => {
    const decision = await decideWith(denyCommit('DEVICE_CLAIMED', `by ${event.certificatePem}`));
    expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.equal('by [PEM] ');
    expect(decision.trace.at(-1)).to.include({ verdict: 'deny', detail: 'by [PEM] ' });
    expect(codeOf(await decideWith(denyCommit('lower case\ncode', 'x')))).to.equal('LEDGER_FAILED');
  });

  it('tells the version of a secret that the response really holds', async () => {
    const vault = source('vault', ['Key', 'SerialNumber'], () =>
      overrides({ Key: 'new', SerialNumber: 'SN-2' }, { secret: true, version: 'v2' }),
    );
    const answer = { Key: { source: 'vault', version: 'v1' }, SerialNumber: stored('SN-2') };
    const decision = await decideWith(replay(answer as never), [vault]);
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins).to.deep.equal({
      Key: { source: 'vault', secret: true, version: 'v2', replaced: false },
      SerialNumber: { source: 'x', secret: true, replaced: true },
    });
  });
});

describe('intents that are not whole', () => {
  const broken: readonly unknown[] = [
    { kind: 'count-against-quota' },
    { kind: 'count-against-quota', quota: 'q', limit: Number.NaN },
    { kind: 'count-against-quota', quota: 'q', limit: -1 },
    { kind: 'count-against-quota', quota: '', limit: 1 },
    { kind: 'count-against-quota', quota: 'q', limit: 1, windowMs: 0 },
    { kind: 'count-against-quota', quota: 'q', limit: 1.5 },
    { kind: 'claim-device' },
    { kind: 'claim-device', deviceId: '' },
    { kind: 'bind-certificate', deviceId: '\ud800' },
    { kind: 'spend-nonce', nonce: 'n' },
    { kind: 'spend-nonce', nonce: '', expiresAt: 1 },
    { kind: 'spend-nonce', nonce: 'n', expiresAt: Number.POSITIVE_INFINITY },
  ];
  for (const one of broken) {
    it(`deny INTENTS_FAILED, uncommitted: ${JSON.stringify(one)}`, async () => {
      let commits = 0;
      const decision = await bench({
        claimLedger: ledgerOf(async () => {
          commits += 1;
          return { kind: 'committed' };
        }),
        intents: [intent('a', () => [one as Intent])],
      }).decide();
      expect(codeOf(decision)).to.equal('INTENTS_FAILED');
      expect(decision.trace.at(-1)).to.include({ step: 'intents', name: 'a', verdict: 'failed' });
      expect(commits).to.equal(0);
    });
  }

  it('cannot be made by their constructors', () => {
    expect(() => claimDevice('')).to.throw(TypeError, 'claim-device needs non-empty names');
  });
});

describe('intents without a ledger', () => {
  it('deny: what must become true cannot', async () => {
    const claims = intent('claim', () => [claimDevice('d')]);
    expect(await outcomeOf({ intents: [claims] })).to.equal('DENY_ERROR LEDGER_FAILED');
    expect(await outcomeOf({ intents: [intent('none', () => [])] })).to.equal('ALLOW ALLOW');
  });
});

describe('what fails late', () => {
  it('has its step in the trace', async () => {
    const last = async (parts: Parameters<typeof bench>[0]) => {
      const claims = { intents: [intent('claim', () => [claimDevice('d')])], ...parts };
      const { trace } = await bench(claims).decide();
      const { step: of, name, verdict, code } = trace.at(-1) ?? {};
      return [of, name, verdict, code];
    };
    const ledger = (commit: () => Promise<CommitResult>) => ({ claimLedger: ledgerOf(commit) });
    expect(await last(ledger(() => Promise.reject(new Error('x'))))).to.deep.equal([
      'ledger',
      'commit',
      'failed',
      'LEDGER_FAILED',
    ]);
    expect(await last(ledger(async () => denyCommit('QUOTA_EXCEEDED', 'x')))).to.deep.equal([
      'ledger',
      'commit',
      'deny',
      'QUOTA_EXCEEDED',
    ]);
  });
});

describe('a condition that throws', () => {
  const throwing = {
    name: 'odd',
    test: (): boolean => {
      throw new Error('odd');
    },
  };
  const conditions = [throwing];

  it('is a denial of its branch, whether it guards a check or a group', async () => {
    const plain = step('a', () => permit(), { conditions });
    const group = allOf([step('a', () => permit())], { conditions });
    for (const guarded of [plain, group]) {
      const checks = [anyOf([guarded], [step('ok', () => permit())])];
      expect(await outcomeOf({ checks })).to.equal('ALLOW ALLOW');
      expect(await outcomeOf({ checks: [guarded] })).to.equal('DENY_ERROR CONDITION_FAILED');
    }
  });

  it('keeps the trace of those that are asked at once with it', async () => {
    const group = allOf([step('a', () => permit())], { conditions });
    const checks = [allOf([step('sibling', () => permit()), group], { concurrent: true })];
    const { trace } = await bench({ checks }).decide();
    expect(trace.map(({ name, verdict }) => `${name}: ${verdict}`)).to.deep.equal([
      'event: request',
      'all-of/sibling: permit',
      'all-of/all-of: deny',
    ]);
  });
});

describe('facts given twice', () => {
  const key = defineFact<string>('line');
  const gives = (name: string, ...values: string[]) =>
    step(name, () => permit(...values.map((value) => fact(key, value))), {
      facts: { gives: [key] },
    });

  it('are refused within one verdict, and among checks that are asked at once', async () => {
    expect(await outcomeOf({ checks: [gives('a', '1', '2')] })).to.equal(
      'DENY_ERROR VERDICT_MALFORMED',
    );
    const atOnce = allOf([gives('a', '1'), gives('b', '2')], { concurrent: true });
    expect(await outcomeOf({ checks: [atOnce] })).to.equal('DENY_ERROR VERDICT_MALFORMED');
  });
});

describe('a secret that another source gives in the open', () => {
  const open = source('open', ['Key'], () => overrides({ Key: 'same' }));
  const secret = source('vault', ['Key'], () => overrides({ Key: 'same' }, { secret: true }));
  const isSecret = async (...sources: (typeof open)[]) => {
    const decision = await bench({ overrideSources: sources }).decide();
    return decision.outcome === 'ALLOW' && decision.overrideOrigins.Key?.secret;
  };

  it('stays one', async () => {
    const layered = (...layers: (typeof open)[]) =>
      ({
        kind: 'layered',
        name: 'layered',
        conditions: [],
        layers: layers.map((one) => [one]),
      }) as const;
    expect(await isSecret(open, secret)).to.equal(true);
    expect(await isSecret(secret, open)).to.equal(true);
    expect(await isSecret(layered(open, secret))).to.equal(true);
    expect(await isSecret(open)).to.equal(false);
  });

  it('has a version that is bounded and one line', async () => {
    const versioned = source('a', ['Key'], () =>
      overrides({ Key: 'x' }, { version: `-----BEGIN PRIVATE KEY-----\n${'v'.repeat(500)}` }),
    );
    const decision = await bench({ overrideSources: [versioned] }).decide();
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins.Key?.version).to.equal('[PEM]');
  });
});

describe('sinks and loggers that break their contract', () => {
  it('do not keep the others from seeing the decision, nor change what they see', async () => {
    const seen: unknown[] = [];
    const { decide } = bench({
      checks: [step('no', () => deny('NO', 'because')), step('none', () => notApplicable())],
      decisionSinks: [
        {
          record() {
            throw Object.create(null);
          },
        },
        {
          record(record) {
            for (const part of [
              record,
              record.subject,
              record.trace,
              record.trace[0],
              record.reason,
            ]) {
              expect(part).to.be.frozen;
            }
            seen.push(record.outcome);
          },
        },
      ],
    });
    await decide();
    expect(seen).to.deep.equal(['DENY_POLICY']);
  });

  it('do not end the process by rejecting', async () => {
    const rejecting = { log: (): never => Promise.reject(new Error('no disk')) as never };
    expect(
      (await bench({ logger: rejecting }).decide({ ...event, parameters: revokedProxy() })).outcome,
    ).to.equal('DENY_ERROR');
    await new Promise((resolve) => setImmediate(resolve));
  });
});

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('hashed identifiers', () => {
  const hashed = async (clientId: string, detail: string) => {
    const { decide, sink, logger } = bench({
      records: { hashIdentifiersWith: 'pepper' },
      checks: [
        step('no', () => {
          throw new Error(detail);
        }),
      ],
    });
    await decide({ ...event, clientId });
    return { record: sink.records[0], line: logger.lines[0] };
  };

  it('cannot be garbled by a device that calls itself by a part of them', async () => {
    const one = await hashed('1', 'x');
    const other = await hashed('client-2', 'x');
    expect(one.record?.subject.certificateId).to.equal(other.record?.subject.certificateId);
    expect(one.record?.subject.clientId).to.match(/^[0-9a-f]{16}$/);
  });

  it('stand in the log of an error, too', async () => {
    const { line } = await hashed(
      'a"secret.name',
      `${event.certificateId} of a"secret.name or a\\"secret.name`,
    );
    expect(JSON.stringify(line)).to.not.include(event.certificateId).and.not.include('secret.name');
    expect(line?.fields.certificateId).to.match(/^[0-9a-f]{16}$/);
  });

  it('hide every certificate id in a text, known or not', async () => {
    const { record } = await hashed('client', `the certificate is ${'b'.repeat(64)}`);
    expect(JSON.stringify(record)).to.not.include('b'.repeat(64));
  });
});
