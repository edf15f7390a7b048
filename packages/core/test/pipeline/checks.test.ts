import {
  type Check,
  coreReasonCodes,
  defineFact,
  deny,
  fact,
  notApplicable,
  permit,
  type ReadyChecks,
} from '@gangway/core';
import { expect } from 'chai';
import { allOf, anyOf, bench, codeOf, step } from '../harness.js';

const serial = defineFact<{ readonly serial: string }>('serial');
const other = defineFact<string>('other');

describe('checks in order', () => {
  it('are asked as listed, and the first deny ends it', async () => {
    const asked: string[] = [];
    const check = (
      name: string,
      verdict: () => ReturnType<typeof permit> | ReturnType<typeof deny>,
    ) =>
      step(name, () => {
        asked.push(name);
        return verdict();
      });
    const decision = await bench({
      checks: [
        check('a', permit),
        check('b', () => deny('B_SAYS_NO', 'no')),
        check('c', () => deny('C_SAYS_NO', 'no')),
      ],
    }).decide();
    expect(asked).to.deep.equal(['a', 'b']);
    expect(codeOf(decision)).to.equal('B_SAYS_NO');
  });

  it('stand in the trace with verdict, code, detail and milliseconds', async () => {
    const { clock, decide } = bench({
      checks: [
        step('a', () => {
          clock.advance(3);
          return permit();
        }),
        step('b', () => notApplicable()),
        step('c', () => deny('NO', 'because')),
      ],
    });
    const { trace, durationMs } = await decide();
    expect(trace).to.deep.equal([
      { step: 'parse', name: 'event', verdict: 'request', durationMs: 0 },
      { step: 'check', name: 'a', plugin: 'a', verdict: 'permit', durationMs: 3 },
      { step: 'check', name: 'b', plugin: 'b', verdict: 'notApplicable', durationMs: 0 },
      {
        step: 'check',
        name: 'c',
        plugin: 'c',
        verdict: 'deny',
        code: 'NO',
        detail: 'because',
        durationMs: 0,
      },
    ]);
    expect(durationMs).to.equal(3);
  });

  it('log the error of one that threw, without the certificate', async () => {
    const { logger, decide } = bench({
      checks: [
        step('a', () => {
          throw new RangeError(
            '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- leaked',
          );
        }),
      ],
    });
    const decision = await decide();
    expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.equal(
      'RangeError: [PEM] leaked',
    );
    expect(logger.lines).to.have.length(1);
    expect(logger.lines[0]).to.deep.include({ level: 'error', message: 'a/a failed' });
    expect(logger.lines[0]?.fields).to.include({
      code: 'CHECK_FAILED',
      certificateId: decision.subject.certificateId,
      error: 'RangeError: [PEM] leaked',
    });
    expect(JSON.stringify(logger.lines)).to.not.include('MIIE');
    expect(logger.lines[0]?.fields.stack).to.include('[PEM] leaked');
  });
});

describe('facts', () => {
  it('reach later steps that declare them, frozen', async () => {
    let seen: unknown;
    const decision = await bench({
      checks: [
        step('giver', () => permit(fact(serial, { serial: 'SN-0001' })), {
          facts: { gives: [serial] },
        }),
        step(
          'needer',
          (_request, { facts }) => {
            seen = facts.get(serial);
            return permit();
          },
          { facts: { needs: [serial] } },
        ),
      ],
    }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(seen).to.deep.equal({ serial: 'SN-0001' }).and.to.be.frozen;
  });

  it('that a needed check did not give deny FACT_MISSING without asking the step', async () => {
    let asked = 0;
    const decision = await bench({
      checks: [
        step('yes', () => permit()),
        step('giver', () => notApplicable(), { facts: { gives: [serial] } }),
        step(
          'needer',
          () => {
            asked += 1;
            return permit();
          },
          { facts: { needs: [serial] } },
        ),
      ],
    }).decide();
    expect(decision).to.deep.include({
      outcome: 'DENY_POLICY',
      reason: { code: 'FACT_MISSING', detail: 'no check gave "serial"', plugin: 'needer' },
    });
    expect(asked).to.equal(0);
  });

  it('that are only wanted may be absent', async () => {
    let seen: unknown = 'nothing';
    const decision = await bench({
      checks: [
        step(
          'wanter',
          (_request, { facts }) => {
            seen = facts.find(serial);
            return permit();
          },
          { facts: { wants: [serial] } },
        ),
      ],
    }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(seen).to.equal(undefined);
  });

  it('that a step does not declare cannot be read', async () => {
    const giver = step('giver', () => permit(fact(serial, { serial: '1' })), {
      facts: { gives: [serial] },
    });
    for (const read of ['get', 'find'] as const) {
      const peeker = step('peeker', (_request, { facts }) =>
        facts[read](serial) ? permit() : permit(),
      );
      const decision = await bench({ checks: [giver, peeker] }).decide();
      expect(codeOf(decision), read).to.equal('CHECK_FAILED');
      expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.include(
        '"serial" is not among',
      );
    }
  });

  it('that a step only wants cannot be got as if it needed them', async () => {
    const giver = step('giver', () => permit(fact(serial, { serial: '1' })), {
      facts: { gives: [serial] },
    });
    const wanter = step(
      'wanter',
      (_request, { facts }) => (facts.get(serial) ? permit() : permit()),
      {
        facts: { wants: [serial] },
      },
    );
    expect(codeOf(await bench({ checks: [giver, wanter] }).decide())).to.equal('CHECK_FAILED');
  });

  it('that a step needs it may also find', async () => {
    const giver = step('giver', () => permit(fact(serial, { serial: '1' })), {
      facts: { gives: [serial] },
    });
    const finder = step(
      'finder',
      (_request, { facts }) => (facts.find(serial)?.serial === '1' ? permit() : deny('GONE', '')),
      { facts: { needs: [serial] } },
    );
    expect(codeOf(await bench({ checks: [giver, finder] }).decide())).to.equal('ALLOW');
  });

  it('that are not declared, or given before, make a verdict malformed', async () => {
    const giver = step('giver', () => permit(fact(serial, { serial: '1' })), {
      facts: { gives: [serial] },
    });
    const again = step('again', () => permit(fact(serial, { serial: '2' })), {
      facts: { gives: [serial] },
    });
    const doubled = await bench({ checks: [giver, again] }).decide();
    expect(doubled.outcome !== 'ALLOW' && doubled.reason).to.deep.equal({
      code: 'VERDICT_MALFORMED',
      detail: 'the fact "serial" was given before',
      plugin: 'again',
    });
    const undeclared = await bench({
      checks: [step('a', () => permit(fact(other, 'x')))],
    }).decide();
    expect(undeclared.outcome !== 'ALLOW' && undeclared.reason).to.deep.equal({
      code: 'VERDICT_MALFORMED',
      detail: 'the fact "other" is not declared',
      plugin: 'a',
    });
  });

  it('are gone with their request', async () => {
    const giver = step(
      'giver',
      ({ clientId }) => (clientId === 'gives' ? permit(fact(other, 'x')) : permit()),
      { facts: { gives: [other] } },
    );
    const needer = step('needer', () => permit(), { facts: { needs: [other] } });
    const { decide } = bench({ checks: [giver, needer] });
    const { event } = await import('../harness.js');
    expect(codeOf(await decide({ ...event, clientId: 'gives' }))).to.equal('ALLOW');
    expect(codeOf(await decide({ ...event, clientId: 'gives not' }))).to.equal('FACT_MISSING');
  });
});

describe('conditions', () => {
  const holding = (test: () => unknown) => ({ name: 'gateways', test: test as () => boolean });

  it('that do not hold make a check not applicable, unasked', async () => {
    const guarded = step('guarded', () => deny('NO', ''), { conditions: [holding(() => false)] });
    const decision = await bench({ checks: [step('yes', () => permit()), guarded] }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(decision.trace.at(-1)).to.deep.include({ name: 'guarded', verdict: 'notApplicable' });
  });

  it('must all hold', async () => {
    const conditions = [holding(() => true), holding(() => false)];
    const decision = await bench({ checks: [step('a', () => permit(), { conditions })] }).decide();
    expect(codeOf(decision)).to.equal('NO_PERMIT');
  });

  it('are asked once a request', async () => {
    let asked = 0;
    const condition = holding(() => {
      asked += 1;
      return true;
    });
    const { decide } = bench({
      checks: [
        step('a', () => permit(), { conditions: [condition] }),
        step('b', () => permit(), { conditions: [condition] }),
      ],
    });
    await decide();
    expect(asked).to.equal(1);
    await decide();
    expect(asked).to.equal(2);
  });

  it('that throw, or answer something else than a boolean, deny CONDITION_FAILED', async () => {
    const answers = [undefined, null, 1, 'true', Promise.resolve(true)];
    for (const answer of answers) {
      const guarded = step('a', () => permit(), { conditions: [holding(() => answer)] });
      const decision = await bench({ checks: [guarded] }).decide();
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.include({
        code: 'CONDITION_FAILED',
        detail: `"gateways" answered ${typeof answer}`,
      });
      expect(decision.outcome).to.equal('DENY_ERROR');
    }
    const throwing = holding(() => {
      throw new Error('broken');
    });
    const decision = await bench({
      checks: [step('a', () => permit(), { conditions: [throwing] })],
    }).decide();
    expect(decision.outcome !== 'ALLOW' && decision.reason).to.include({
      code: 'CONDITION_FAILED',
      detail: '"gateways" threw: Error: broken',
    });
  });

  it('of a composite keep all of it out', async () => {
    const guarded = allOf([step('a', () => deny('NO', ''))], {
      conditions: [holding(() => false)],
    });
    const decision = await bench({ checks: [step('yes', () => permit()), guarded] }).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(decision.trace.map(({ name, verdict }) => `${name}: ${verdict}`)).to.deep.equal([
      'event: request',
      'yes: permit',
      'all-of: notApplicable',
    ]);
  });
});

describe('allOf', () => {
  it('permits when one inside permits and none denies, and is not applicable when none says anything', async () => {
    const yes = step('yes', () => permit());
    const none = step('none', () => notApplicable());
    const no = step('no', () => deny('NO', ''));
    for (const concurrent of [false, true]) {
      const of = async (...children: (typeof yes)[]) =>
        codeOf(await bench({ checks: [allOf(children, { concurrent })] }).decide());
      expect(await of(yes, none)).to.equal('ALLOW');
      expect(await of(none, yes)).to.equal('ALLOW');
      expect(await of(none, none)).to.equal('NO_PERMIT');
      expect(await of(yes, no)).to.equal('NO');
      expect(await of()).to.equal('NO_PERMIT');
    }
  });

  it('asked at once, asks all before the first answers', async () => {
    const started: string[] = [];
    const release: (() => void)[] = [];
    const waiting = (name: string) =>
      step(name, () => {
        started.push(name);
        return new Promise((resolve) => release.push(() => resolve(permit())));
      });
    const pending = bench({
      checks: [allOf([waiting('a'), waiting('b')], { concurrent: true })],
    }).decide();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(started).to.deep.equal(['a', 'b']);
    for (const go of release) go();
    expect(codeOf(await pending)).to.equal('ALLOW');
  });

  it('asked at once, gives the first deny in listed order, however long it takes', async () => {
    const slow = step('slow', async () => {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      return deny('SLOW_SAYS_NO', '');
    });
    const quick = step('quick', () => deny('QUICK_SAYS_NO', ''));
    const decision = await bench({ checks: [allOf([slow, quick], { concurrent: true })] }).decide();
    expect(codeOf(decision)).to.equal('SLOW_SAYS_NO');
    expect(decision.trace.map(({ name }) => name)).to.deep.equal([
      'event',
      'all-of/slow',
      'all-of/quick',
    ]);
  });

  it('asked at once, keeps the facts of its children from each other and gives them all on', async () => {
    const give = (key: typeof other, name: string) =>
      step(name, () => permit(fact(key, name)), { facts: { gives: [key] } });
    const second = defineFact<string>('second');
    let seen: unknown;
    const reader = step(
      'reader',
      (_request, { facts }) => {
        seen = [facts.get(other), facts.get(second)];
        return permit();
      },
      { facts: { needs: [other, second] } },
    );
    const checks = [allOf([give(other, 'a'), give(second, 'b')], { concurrent: true }), reader];
    expect(codeOf(await bench({ checks }).decide())).to.equal('ALLOW');
    expect(seen).to.deep.equal(['a', 'b']);
    const sibling = step('sibling', () => permit(), { facts: { needs: [other] } });
    const apart = allOf([give(other, 'a'), sibling], { concurrent: true });
    expect(codeOf(await bench({ checks: [apart] }).decide())).to.equal('FACT_MISSING');
  });

  it('shows its path in the trace', async () => {
    const { trace } = await bench({
      checks: [allOf([anyOf([step('inner', () => permit())])])],
    }).decide();
    expect(trace.at(-1)).to.include({ name: 'all-of/any-of/inner', plugin: 'inner' });
  });
});

describe('anyOf', () => {
  const yes = (name: string) => step(name, () => permit());
  const no = (name: string, code = 'NO') => step(name, () => deny(code, name));
  const none = step('none', () => notApplicable());
  const reasonCodes = {
    ...coreReasonCodes,
    COULD_NOT_ASK: { class: 'DENY_ERROR', meaning: '', remedy: '' },
  } as const;
  const outcome = async (...branches: (readonly ReadyChecks[])[]) =>
    codeOf(await bench({ reasonCodes, checks: [anyOf(...branches)] }).decide());

  it('takes the first branch that permits and asks no further', async () => {
    let asked = 0;
    const later = step('later', () => {
      asked += 1;
      return permit();
    });
    expect(await outcome([no('a')], [yes('b')], [later])).to.equal('ALLOW');
    expect(asked).to.equal(0);
  });

  it('needs a whole branch to permit, not parts of several', async () => {
    expect(await outcome([yes('a'), no('b', 'FIRST')], [yes('c'), no('d', 'SECOND')])).to.equal(
      'FIRST',
    );
  });

  it('denies with the first denial, "could not ask" before "said no"', async () => {
    expect(await outcome([no('a', 'FIRST')], [no('b', 'SECOND')])).to.equal('FIRST');
    expect(await outcome([no('a', 'FIRST')], [no('b', 'COULD_NOT_ASK')])).to.equal('COULD_NOT_ASK');
    expect(await outcome([no('a', 'COULD_NOT_ASK')], [no('b', 'CHECK_FAILED')])).to.equal(
      'COULD_NOT_ASK',
    );
    expect(await outcome([none], [no('b', 'SECOND')])).to.equal('SECOND');
    expect(await outcome([no('a', 'FIRST')], [none])).to.equal('FIRST');
  });

  it('permits by one branch though another could not be asked', async () => {
    expect(await outcome([no('a', 'COULD_NOT_ASK')], [yes('b')])).to.equal('ALLOW');
  });

  it('is not applicable when no branch is', async () => {
    expect(await outcome([none], [none])).to.equal('NO_PERMIT');
    expect(await outcome()).to.equal('NO_PERMIT');
  });

  it('keeps the facts of the branch that permitted, and of no other', async () => {
    const branch = (name: string, end: Check) => [
      step(name, () => permit(fact(other, name)), { facts: { gives: [other] } }),
      step(`${name}-end`, end),
    ];
    let seen: unknown;
    const reader = step(
      'reader',
      (_request, { facts }) => {
        seen = facts.get(other);
        return permit();
      },
      { facts: { needs: [other] } },
    );
    const checks = [
      anyOf(
        branch('a', () => deny('NO', '')),
        branch('b', () => permit()),
      ),
      reader,
    ];
    expect(codeOf(await bench({ checks }).decide())).to.equal('ALLOW');
    expect(seen).to.equal('b');
  });

  it('lets a branch see the facts given before it', async () => {
    const giver = step('giver', () => permit(fact(other, 'x')), { facts: { gives: [other] } });
    const reader = step(
      'reader',
      (_request, { facts }) => (facts.get(other) === 'x' ? permit() : deny('NO', '')),
      { facts: { needs: [other] } },
    );
    expect(codeOf(await bench({ checks: [giver, anyOf([anyOf([reader])])] }).decide())).to.equal(
      'ALLOW',
    );
  });

  it('makes the condition of its taken branch hold, and of no other', async () => {
    const node = anyOf([no('a')], [yes('b')], [yes('c')]);
    const conditions = node.kind === 'anyOf' ? node.branches.map(({ condition }) => condition) : [];
    const after = conditions.map((condition, index) =>
      step(`after ${index + 1}`, () => permit(), { conditions: [condition] }),
    );
    const { trace } = await bench({ checks: [node, ...after] }).decide();
    expect(
      trace.filter(({ name }) => name.startsWith('after')).map(({ verdict }) => verdict),
    ).to.deep.equal(['notApplicable', 'permit', 'notApplicable']);
  });
});
