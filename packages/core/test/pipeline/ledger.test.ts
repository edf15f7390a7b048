import {
  bindCertificate,
  type CommitResult,
  claimDevice,
  committed,
  countAgainstQuota,
  defineFact,
  deny,
  denyCommit,
  fact,
  type Intent,
  type LedgerEntry,
  overrides,
  PortError,
  parseTemplateArn,
  permit,
  replay,
  spendNonce,
} from '@gangway/core';
import { expect } from 'chai';
import { hashParameters } from '#core/pipeline/stored-answer.js';
import {
  bench,
  codeOf,
  event,
  intent,
  ledgerOf,
  never,
  ruleLedger,
  source,
  step,
} from '../harness.js';

const claims = intent('claim', () => [claimDevice('SN-0001')]);

const hashOf = (parameters: Readonly<Record<string, string>>, arn = event.templateArn): string => {
  const template = parseTemplateArn(arn);
  if (template === undefined) throw new Error(`No ARN of a template: ${arn}`);
  return hashParameters({ template, parameters }, new Set());
};

/** A ledger that answers what it is told, and keeps what it was asked. */
function scripted(
  answer: (entry: LedgerEntry, signal: AbortSignal) => CommitResult | Promise<CommitResult>,
) {
  const entries: LedgerEntry[] = [];
  const ledger = ledgerOf(async (entry, { signal }) => {
    entries.push(entry);
    return answer(entry, signal);
  });
  return { ledger, entries };
}

describe('the ledger', () => {
  it('is asked once, with all intents, after the overrides', async () => {
    const { ledger, entries } = scripted(committed);
    const decision = await bench({
      claimLedger: ledger,
      intents: [claims, intent('quota', async () => [countAgainstQuota('q', { limit: 3 })])],
      overrideSources: [
        source('static', ['Site'], () => overrides({ Site: 'Oslo' }, { version: '7' })),
        source('vault', ['Key'], () =>
          overrides({ Key: 's3cret' }, { secret: true, version: 'v1' }),
        ),
      ],
    }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(entries).to.have.length(1);
    expect(entries[0]).to.deep.include({
      certificateId: event.certificateId,
      parametersHash: hashOf(event.parameters ?? {}),
      intents: [
        { kind: 'claim-device', deviceId: 'SN-0001', leaseMs: 3_600_000, replaces: [] },
        { kind: 'count-against-quota', quota: 'q', limit: 3 },
      ],
      answer: {
        Site: { source: 'static', version: '7', value: 'Oslo' },
        Key: { source: 'vault', version: 'v1' },
      },
    });
    expect(entries[0]?.request.clientId).to.equal(event.clientId);
    expect(entries[0]).to.be.frozen;
    expect(entries[0]?.intents).to.be.frozen;
    expect(entries[0]?.answer).to.be.frozen;
    expect(JSON.stringify(entries[0]?.answer)).to.not.include('s3cret');
    expect(decision.trace.at(-1)).to.deep.equal({
      step: 'ledger',
      name: 'commit',
      verdict: 'committed',
      durationMs: 0,
    });
  });

  it('mistakes B, E, F: is not asked when a check denies or an override source fails', async () => {
    const { ledger, entries } = scripted(committed);
    const denied = bench({
      claimLedger: ledger,
      intents: [claims],
      checks: [step('no', () => deny('NO', ''))],
    });
    expect(codeOf(await denied.decide())).to.equal('NO');
    const failing = source('a', [], () => Promise.reject(new Error('down')));
    const failed = bench({ claimLedger: ledger, intents: [claims], overrideSources: [failing] });
    expect(codeOf(await failed.decide())).to.equal('OVERRIDE_SOURCE_FAILED');
    expect(entries).to.have.length(0);
  });

  it('is not asked when no plugin has an intent for the request', async () => {
    const { ledger, entries } = scripted(committed);
    const guarded = intent('claim', () => [claimDevice('d')], {
      conditions: [{ name: 'never', test: () => false }],
    });
    const decision = await bench({
      claimLedger: ledger,
      intents: [guarded, intent('none', () => [])],
    }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(entries).to.have.length(0);
  });

  it('denies with its own code', async () => {
    const { ledger } = scripted(() => denyCommit('DEVICE_CLAIMED', 'by another'));
    const decision = await bench({ claimLedger: ledger, intents: [claims] }).decide();
    expect(decision).to.deep.include({
      outcome: 'DENY_POLICY',
      reason: { code: 'DEVICE_CLAIMED', detail: 'by another' },
    });
    expect(decision.trace.at(-1)).to.include({
      verdict: 'deny',
      code: 'DEVICE_CLAIMED',
      detail: 'by another',
    });
  });

  it('mistake G: gives a repeat its stored answer again, the value of a secret from its source', async () => {
    const answer = {
      Site: { source: 'static', value: 'Oslo' },
      Key: { source: 'vault', version: 'v1' },
    };
    const { ledger } = scripted(() => replay(answer));
    const decision = await bench({
      claimLedger: ledger,
      intents: [claims],
      overrideSources: [
        source('static', ['Site', 'New'], () => overrides({ Site: 'Bergen', New: 'x' })),
        source('vault', ['Key'], () =>
          overrides({ Key: 's3cret' }, { secret: true, version: 'v1' }),
        ),
      ],
    }).decide();
    expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal({
      Site: 'Oslo',
      Key: 's3cret',
    });
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins).to.deep.equal({
      Site: { source: 'static', secret: false, replaced: false },
      Key: { source: 'vault', secret: true, version: 'v1', replaced: false },
    });
    expect(decision.trace.at(-1)).to.include({ step: 'ledger', verdict: 'replay' });
  });

  it('says in a repeat, too, which values replace the ones of the device', async () => {
    const { ledger } = scripted(() =>
      replay({ SerialNumber: { source: 'static', value: 'SN-9' } }),
    );
    const decision = await bench({
      claimLedger: ledger,
      intents: [claims],
      overrideSources: [
        source('static', ['SerialNumber'], () => overrides({ SerialNumber: 'SN-9' })),
      ],
    }).decide();
    expect(
      decision.outcome === 'ALLOW' && decision.overrideOrigins.SerialNumber?.replaced,
    ).to.equal(true);
  });

  it('gives a repeat its stored value also when no source gives the key any more', async () => {
    const { ledger } = scripted(() => replay({ Site: { source: 'static', value: 'Oslo' } }));
    const decision = await bench({ claimLedger: ledger, intents: [claims] }).decide();
    expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal({
      Site: 'Oslo',
    });
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins).to.deep.equal({
      Site: { source: 'static', secret: false, replaced: false },
    });
  });

  it('says of a secret in a repeat from where it is now, and of any other from where it was', async () => {
    const answer = {
      Key: { source: 'vault', version: 'v1' },
      Site: { source: 'static', version: '7', value: 'Oslo' },
    };
    const { ledger } = scripted(() => replay(answer));
    const moved = source('safe', ['Key', 'Site'], () =>
      overrides({ Key: 's3cret', Site: 'Oslo' }, { secret: true, version: 'v2' }),
    );
    const parts = { claimLedger: ledger, intents: [claims], overrideSources: [moved] };
    const decision = await bench(parts).decide();
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins).to.deep.equal({
      Key: { source: 'safe', secret: true, version: 'v2', replaced: false },
      Site: { source: 'static', secret: true, version: '7', replaced: false },
    });
  });

  it('calls a stored value a secret where a source now gives it as one, and no other', async () => {
    for (const [now, secret] of [
      ['Oslo', true],
      ['Bergen', false],
    ] as const) {
      const { ledger } = scripted(() => replay({ Site: { source: 'static', value: 'Oslo' } }));
      const vault = source('vault', ['Site'], () => overrides({ Site: now }, { secret: true }));
      const parts = { claimLedger: ledger, intents: [claims], overrideSources: [vault] };
      const decision = await bench(parts).decide();
      expect(decision.outcome === 'ALLOW' && decision.parameterOverrides.Site).to.equal('Oslo');
      expect(decision.outcome === 'ALLOW' && decision.overrideOrigins.Site?.secret).to.equal(
        secret,
      );
    }
  });

  it('stores no version for a source that names none', async () => {
    const { ledger, entries } = scripted(committed);
    await bench({
      claimLedger: ledger,
      intents: [claims],
      overrideSources: [source('static', ['Site'], () => overrides({ Site: 'Oslo' }))],
    }).decide();
    expect(entries[0]?.answer).to.deep.equal({ Site: { source: 'static', value: 'Oslo' } });
  });

  it('denies a repeat whose secret no source gives any more', async () => {
    const { ledger } = scripted(() => replay({ Key: { source: 'vault', version: 'v1' } }));
    const decision = await bench({ claimLedger: ledger, intents: [claims] }).decide();
    expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
      code: 'LEDGER_FAILED',
      detail: 'the stored answer has no usable value of "Key" any more',
    });
  });

  it('starts a commit only with half a second left', async () => {
    const { ledger, entries } = scripted(committed);
    const late = (milliseconds: number) => {
      const made = bench({
        claimLedger: ledger,
        intents: [claims],
        checks: [
          step('slow', () => {
            made.clock.advance(milliseconds);
            return permit();
          }),
        ],
      });
      return made.decide();
    };
    const decision = await late(4_001);
    expect(decision).to.deep.include({
      outcome: 'DENY_ERROR',
      reason: { code: 'COMMIT_TOO_LATE', detail: '499 ms were left' },
    });
    expect(entries).to.have.length(0);
    expect(codeOf(await late(4_000))).to.equal('ALLOW');
    expect(entries).to.have.length(1);
  });

  it('that has not answered at the deadline leaves the outcome unknown', async () => {
    for (const hang of [
      () => never<CommitResult>(),
      (_entry: LedgerEntry, signal: AbortSignal) =>
        new Promise<CommitResult>((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    ]) {
      const { ledger } = scripted(hang);
      const { clock, decide } = bench({ claimLedger: ledger, intents: [claims] });
      const pending = decide();
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      clock.advance(4_500);
      const decision = await pending;
      expect(decision).to.deep.include({
        outcome: 'DENY_ERROR',
        reason: {
          code: 'COMMIT_OUTCOME_UNKNOWN',
          detail: 'the ledger had not answered at the deadline',
        },
      });
    }
  });

  it('that throws because the deadline came leaves the outcome unknown, too', async () => {
    const { clock, decide } = bench({
      claimLedger: ledgerOf(() => {
        clock.advance(4_500);
        throw new Error('gave up');
      }),
      intents: [claims],
    });
    expect(codeOf(await decide())).to.equal('COMMIT_OUTCOME_UNKNOWN');
  });

  it('that throws is LEDGER_FAILED, that could not be asked PORT_UNAVAILABLE', async () => {
    const failing = (error: Error) =>
      bench({
        claimLedger: scripted(() => Promise.reject(error)).ledger,
        intents: [claims],
      }).decide();
    const failed = await failing(new Error('broken'));
    expect(failed).to.deep.include({
      outcome: 'DENY_ERROR',
      reason: { code: 'LEDGER_FAILED', detail: 'Error: broken' },
    });
    expect(codeOf(await failing(new PortError('X', 'down')))).to.equal('PORT_UNAVAILABLE');
  });

  const junk: readonly unknown[] = [
    undefined,
    null,
    true,
    'committed',
    {},
    { kind: 'permit' },
    { kind: 'replay' },
    { kind: 'replay', answer: null },
    { kind: 'replay', answer: 'x' },
    { kind: 'deny' },
    { kind: 'deny', code: 'X' },
    { kind: 'deny', detail: 'x' },
  ];
  for (const value of junk) {
    it(`that answers ${JSON.stringify(value)} is LEDGER_FAILED`, async () => {
      const { ledger } = scripted(() => value as CommitResult);
      const decision = await bench({ claimLedger: ledger, intents: [claims] }).decide();
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
        code: 'LEDGER_FAILED',
        detail: 'the ledger answered something malformed',
      });
      expect(decision.outcome).to.equal('DENY_ERROR');
    });
  }

  it('lets one of two certificates claim a device, and gives the first its answer again', async () => {
    const { decide } = bench({
      claimLedger: ruleLedger(),
      intents: [claims],
      overrideSources: [source('static', ['Site'], () => overrides({ Site: 'Oslo' }))],
    });
    const { anEvent } = await import('@gangway/testing');
    const first = await decide();
    expect(codeOf(first)).to.equal('ALLOW');
    expect(codeOf(await decide(anEvent({ serialNumber: 'SN-0001' })))).to.equal('DEVICE_CLAIMED');
    const again = await decide();
    expect(again.outcome === 'ALLOW' && again.parameterOverrides).to.deep.equal({ Site: 'Oslo' });
    expect(codeOf(await decide({ ...event, parameters: {} }))).to.equal('REQUEST_CHANGED');
  });

  it('takes a repeat with another fresh parameter for a repeat, and with any other for none', async () => {
    const { decide } = bench({
      claimLedger: ruleLedger(),
      intents: [claims],
      freshParameters: new Set(['Signature']),
    });
    const withParameters = (parameters: Readonly<Record<string, string>>) =>
      decide({ ...event, parameters: { ...event.parameters, ...parameters } });
    expect(codeOf(await withParameters({ Signature: 'first' }))).to.equal('ALLOW');
    expect(codeOf(await withParameters({ Signature: 'second' }))).to.equal('ALLOW');
    expect(codeOf(await withParameters({}))).to.equal('ALLOW');
    expect(codeOf(await withParameters({ Site: 'Oslo' }))).to.equal('REQUEST_CHANGED');
  });

  it('denies the same certificate through another template, and the first one gets its answer', async () => {
    const { decide } = bench({ claimLedger: ruleLedger(), intents: [claims] });
    const elsewhere = { ...event, templateArn: event.templateArn.replace(/[^/]+$/, 'other-fleet') };
    expect(codeOf(await decide())).to.equal('ALLOW');
    expect(codeOf(await decide(elsewhere))).to.equal('REQUEST_CHANGED');
    expect(codeOf(await decide())).to.equal('ALLOW');
  });

  it('denies a repeat by a hook that has learnt to claim: its device never claimed', async () => {
    const ledger = ruleLedger();
    const counting = intent('count', () => [countAgainstQuota('q', { limit: 9 })]);
    const before = bench({ claimLedger: ledger, intents: [counting] });
    expect(codeOf(await before.decide())).to.equal('ALLOW');
    expect(codeOf(await before.decide())).to.equal('ALLOW');
    const since = bench({ claimLedger: ledger, intents: [counting, claims] });
    const decision = await since.decide();
    expect(codeOf(decision)).to.equal('REQUEST_CHANGED');
    expect(decision.outcome).to.equal('DENY_POLICY');
  });
});

describe('intents', () => {
  const key = defineFact<string>('owner');
  const run = (source: ReturnType<typeof intent>) => {
    const { ledger, entries } = scripted(committed);
    return bench({ claimLedger: ledger, intents: [source] })
      .decide()
      .then((decision) => ({ decision, entries }));
  };

  it('of every kind are taken', async () => {
    const all = [
      claimDevice('d', { leaseMs: 0, replaces: ['lease-over'], listedAs: 'active' }),
      bindCertificate('d'),
      countAgainstQuota('q', { limit: 1, windowMs: 60_000 }),
      spendNonce('n', 1),
    ];
    const { decision, entries } = await run(intent('all', () => all));
    expect(decision.outcome).to.equal('ALLOW');
    expect(entries[0]?.intents).to.deep.equal([
      {
        kind: 'claim-device',
        deviceId: 'd',
        leaseMs: 0,
        replaces: ['lease-over'],
        listedAs: 'active',
      },
      { kind: 'bind-certificate', deviceId: 'd' },
      { kind: 'count-against-quota', quota: 'q', limit: 1, windowMs: 60_000 },
      { kind: 'spend-nonce', nonce: 'n', expiresAt: 1 },
    ]);
    for (const one of all) expect(one).to.be.frozen;
  });

  const malformed: readonly unknown[] = [
    undefined,
    'claim',
    [{}],
    [null],
    [undefined, claimDevice('d')],
    [{ kind: 'drop-table' }],
    [claimDevice('d'), 1],
    [{ ...claimDevice('d'), listedAs: 'lost' }],
  ];
  for (const value of malformed) {
    it(`that are ${JSON.stringify(value)} deny INTENTS_FAILED`, async () => {
      const { decision, entries } = await run(intent('a', () => value as Intent[]));
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
        code: 'INTENTS_FAILED',
        detail: '"a" gave something malformed',
        plugin: 'a',
      });
      expect(decision.outcome).to.equal('DENY_ERROR');
      expect(entries).to.have.length(0);
    });
  }

  it('come from the request, the facts that their source declares, and the one signal', async () => {
    const { ledger, entries } = scripted(committed);
    let seen: AbortSignal | undefined;
    const owned = intent(
      'owned',
      ({ clientId }, { facts, signal }) => {
        seen = signal;
        return [claimDevice(`${facts.get(key)}/${clientId}`)];
      },
      { facts: { needs: [key] } },
    );
    const giver = step('giver', () => permit(fact(key, 'acme')), { facts: { gives: [key] } });
    await bench({ checks: [giver], claimLedger: ledger, intents: [owned] }).decide();
    expect(entries[0]?.intents).to.deep.equal([claimDevice(`acme/${event.clientId}`)]);
    expect(seen).to.be.instanceOf(AbortSignal);
  });

  it('whose source throws deny INTENTS_FAILED', async () => {
    const { decision } = await run(
      intent('a', () => {
        throw new Error('broken');
      }),
    );
    expect(codeOf(decision)).to.equal('INTENTS_FAILED');
  });

  it('whose source needs a fact that nobody gave deny FACT_MISSING', async () => {
    const { decision } = await run(intent('a', () => [], { facts: { needs: [key] } }));
    expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
      code: 'FACT_MISSING',
      detail: 'no check gave "owner"',
      plugin: 'a',
    });
  });
});

describe('the hash of parameters', () => {
  const { templateArn: arn } = event;

  it('does not depend on their order', () => {
    const one = hashOf({ a: '1', b: '2', c: '3' });
    expect(hashOf({ b: '2', a: '1', c: '3' })).to.equal(one);
    expect(hashOf({ c: '3', b: '2', a: '1' })).to.equal(one);
    expect(one).to.match(/^[0-9a-f]{64}$/);
  });

  it('differs for what only looks alike', () => {
    const hashes = [
      hashOf({}),
      hashOf({ a: '' }),
      hashOf({ a: '1' }),
      hashOf({ a: '1', b: '' }),
      hashOf({ 'a","1': '' }),
      hashOf({ a1: '' }),
    ];
    expect(new Set(hashes).size).to.equal(6);
  });

  it('is another one for another template, region or account', () => {
    const arns = [
      arn,
      arn.replace(/[^/]+$/, 'other-fleet'),
      arn.replace(/:iot:[^:]+:/, ':iot:eu-central-2:'),
      arn.replace(/:\d{12}:/, ':999999999999:'),
    ];
    expect(new Set(arns.map((one) => hashOf({ a: '1' }, one))).size).to.equal(4);
  });
});
