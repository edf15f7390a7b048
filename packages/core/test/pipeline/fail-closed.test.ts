import {
  coreReasonCodes,
  deny,
  notApplicable,
  PortError,
  permit,
  refuseCertificate,
  toResponse,
} from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { bench, codeOf, event, junk, never, step } from '../harness.js';

describe('a hook fails closed', () => {
  const cases: readonly {
    readonly name: string;
    readonly checks: Parameters<typeof bench>[0];
    readonly code: string;
  }[] = [
    { name: 'mistake J: without any check', checks: { checks: [] }, code: 'NO_CHECKS' },
    {
      name: 'when every check is not applicable',
      checks: { checks: [step('a', () => notApplicable()), step('b', () => notApplicable())] },
      code: 'NO_PERMIT',
    },
    {
      name: 'when a check throws',
      checks: {
        checks: [
          step('a', () => permit()),
          step('b', () => {
            throw new Error('broken');
          }),
        ],
      },
      code: 'CHECK_FAILED',
    },
    {
      name: 'when a check throws something that is no error',
      checks: {
        checks: [
          step('a', () => {
            throw 'broken';
          }),
        ],
      },
      code: 'CHECK_FAILED',
    },
    {
      name: 'when a check rejects',
      checks: { checks: [step('a', () => Promise.reject(new Error('broken')))] },
      code: 'CHECK_FAILED',
    },
    {
      name: 'mistake H: when a dependency could not be asked, which is not "no"',
      checks: {
        checks: [step('a', () => Promise.reject(new PortError('ANY_CODE', 'AccessDenied')))],
      },
      code: 'PORT_UNAVAILABLE',
    },
  ];
  for (const { name, checks, code } of cases) {
    it(name, async () => {
      const decision = await bench(checks).decide();
      expect(codeOf(decision)).to.equal(code);
      expect(toResponse(decision)).to.deep.equal({
        allowProvisioning: false,
        parameterOverrides: {},
      });
    });
  }

  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined]) {
    for (const hand of ['now', 'monotonic'] as const) {
      it(`when ${hand} of the clock is ${bad}: nothing would ever expire`, async () => {
        const clock = { ...fakeClock(), [hand]: () => bad as number };
        const decision = await bench({ clock }).decide();
        expect(decision.outcome).to.equal('DENY_ERROR');
        expect(codeOf(decision)).to.equal('HOOK_FAILED');
      });
    }
  }

  it('when the clock tells no time from some moment on', async () => {
    const good = fakeClock();
    let broken = false;
    const clock = { ...good, monotonic: () => (broken ? Number.NaN : good.monotonic()) };
    const breaks = step('a', () => {
      broken = true;
      return permit();
    });
    const decision = await bench({ clock, checks: [breaks] }).decide();
    expect(decision.outcome).to.equal('DENY_ERROR');
    expect(codeOf(decision)).to.equal('DEADLINE_EXCEEDED');
  });

  it('and says why when no check spoke, and what was thrown when one broke', async () => {
    const reasonOf = async (...checks: Parameters<typeof step>[1][]) => {
      const decision = await bench({ checks: checks.map((run) => step('a', run)) }).decide();
      return decision.outcome !== 'ALLOW' && decision.reason;
    };
    expect(await reasonOf()).to.deep.equal({ code: 'NO_CHECKS', detail: 'the hook has no checks' });
    expect(await reasonOf(() => notApplicable())).to.deep.equal({
      code: 'NO_PERMIT',
      detail: 'every check found that it does not apply',
    });
    const broken = async (error: unknown) => (await reasonOf(() => Promise.reject(error))) || {};
    expect(await broken(new TypeError('no map'))).to.include({ detail: 'TypeError: no map' });
    expect(await broken('no error')).to.include({ detail: 'no error' });
    expect(await broken(new PortError('STORE_DOWN', 'no route'))).to.include({
      code: 'PORT_UNAVAILABLE',
      detail: 'STORE_DOWN: no route',
    });
  });

  const malformed = [
    true,
    'permit',
    1,
    undefined,
    null,
    {},
    [],
    { kind: 'permit', facts: [] },
    () => permit(),
  ];
  for (const verdict of malformed) {
    it(`when a check answers ${typeof verdict} ${JSON.stringify(verdict)}`, async () => {
      const decision = await bench({ checks: [step('a', junk(verdict))] }).decide();
      expect(codeOf(decision)).to.equal('VERDICT_MALFORMED');
      expect(decision.outcome).to.equal('DENY_ERROR');
      expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.include({
        detail: `"a" answered ${typeof verdict}`,
        plugin: 'a',
      });
    });
  }

  it('when the reader throws', async () => {
    for (const [thrown, detail] of [
      [new TypeError('no reader'), 'TypeError: no reader'],
      ['no error', 'no error'],
    ] as const) {
      const reader = {
        read() {
          throw thrown;
        },
      };
      const decision = await bench({ certificateReader: reader }).decide();
      expect(codeOf(decision)).to.equal('CERTIFICATE_READER_FAILED');
      expect(decision.outcome).to.equal('DENY_ERROR');
      expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.equal(detail);
    }
  });

  it('when the reader refuses the certificate, before any check is asked', async () => {
    let asked = 0;
    const { decide } = bench({
      certificateReader: { read: () => refuseCertificate('CERTIFICATE_NOT_DER', 'cut off') },
      checks: [
        step('yes', () => {
          asked += 1;
          return permit();
        }),
      ],
    });
    const decision = await decide();
    const reason = { code: 'CERTIFICATE_NOT_DER', detail: 'cut off' };
    expect(decision).to.deep.include({ outcome: 'DENY_POLICY', reason });
    expect(decision.trace).to.deep.equal([
      { step: 'parse', name: 'event', verdict: 'refused', ...reason, durationMs: 0 },
    ]);
    expect(asked).to.equal(0);
  });

  it('when looking into the parameters throws', async () => {
    const trap = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('trap');
        },
      },
    );
    const { decide, logger } = bench();
    const decision = await decide({ ...event, parameters: trap });
    expect(decision).to.deep.include({
      outcome: 'DENY_ERROR',
      reason: { code: 'HOOK_FAILED', detail: 'Error: trap' },
      trace: [],
    });
    expect(logger.lines[0]).to.deep.include({ level: 'error', message: 'the hook failed' });
    expect(logger.lines[0]?.fields.error).to.equal('Error: trap');
    expect(logger.lines[0]?.fields.stack).to.include('trap');
  });

  it('whatever a logger or a sink does', async () => {
    const broken = () => {
      throw new Error('no disk');
    };
    const { decide } = bench({
      logger: { log: broken },
      decisionSinks: [{ record: broken }, { record: () => Promise.reject(new Error('no net')) }],
    });
    expect(codeOf(await decide())).to.equal('ALLOW');
    expect(codeOf(await decide({}))).to.equal('CERTIFICATE_ID_INVALID');
  });

  it('with the code that a check denies with, and DENY_POLICY for one that nobody declared', async () => {
    const decision = await bench({
      checks: [step('a', () => permit()), step('b', () => deny('SITE_CLOSED', 'Oslo is closed'))],
    }).decide();
    expect(decision).to.deep.include({
      outcome: 'DENY_POLICY',
      reason: { code: 'SITE_CLOSED', detail: 'Oslo is closed', plugin: 'b' },
    });
  });

  it('with the class that the table of codes gives', async () => {
    const reasonCodes = {
      ...coreReasonCodes,
      STORE_DOWN: { class: 'DENY_ERROR', meaning: '', remedy: '' },
      SAID_NO: { class: 'DENY_POLICY', meaning: '', remedy: '' },
    } as const;
    const outcome = async (run: Parameters<typeof step>[1]) => {
      const decision = await bench({ reasonCodes, checks: [step('a', run)] }).decide();
      return [decision.outcome, codeOf(decision)];
    };
    expect(await outcome(() => deny('STORE_DOWN', ''))).to.deep.equal(['DENY_ERROR', 'STORE_DOWN']);
    expect(await outcome(() => deny('SAID_NO', ''))).to.deep.equal(['DENY_POLICY', 'SAID_NO']);
    const throwing = (code: string) => () => Promise.reject(new PortError(code, 'down'));
    expect(await outcome(throwing('STORE_DOWN'))).to.deep.equal(['DENY_ERROR', 'STORE_DOWN']);
    // A port that throws could not be asked, whatever code it throws with.
    expect(await outcome(throwing('SAID_NO'))).to.deep.equal(['DENY_ERROR', 'PORT_UNAVAILABLE']);
  });

  it('so that it allows only what at least one check permits and none denies (property)', async () => {
    const kinds = ['permit', 'deny', 'notApplicable', 'throw', 'reject', 'junk'] as const;
    const runs = {
      permit: () => permit(),
      deny: () => deny('NO', ''),
      notApplicable: () => notApplicable(),
      throw: () => {
        throw new Error('broken');
      },
      reject: () => Promise.reject(new Error('broken')),
      junk: junk(true),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { maxLength: 6 }), async (verdicts) => {
        const checks = verdicts.map((kind, index) => step(`s${index}`, runs[kind]));
        const { outcome } = await bench({ checks }).decide();
        const permitted = verdicts.includes('permit');
        const harmless = verdicts.every((kind) => kind === 'permit' || kind === 'notApplicable');
        expect(outcome === 'ALLOW').to.equal(permitted && harmless);
      }),
      { numRuns: 300 },
    );
  });
});

describe('every request gets a fresh answer', () => {
  it('mistake A: a warm hook denies after it allowed', async () => {
    const { decide } = bench({
      checks: [
        step('serial', ({ parameters }) =>
          parameters.SerialNumber === 'SN-0001' ? permit() : deny('UNKNOWN', 'not SN-0001'),
        ),
      ],
    });
    const stranger = { ...event, parameters: { SerialNumber: 'SN-6666' } };
    const first = await decide();
    expect(codeOf(await decide(stranger))).to.equal('UNKNOWN');
    expect(codeOf(first)).to.equal('ALLOW');
    expect(codeOf(await decide())).to.equal('ALLOW');
    expect(await decide()).to.not.equal(await decide());
  });

  it('in an object that the caller may change without changing the next one', async () => {
    const decision = await bench().decide();
    const response = toResponse(decision);
    response.allowProvisioning = false;
    response.parameterOverrides.Site = 'changed';
    expect(toResponse(decision)).to.deep.equal({ allowProvisioning: true, parameterOverrides: {} });
  });

  it('frozen, as is everything that a check is handed', async () => {
    let seen: unknown[] = [];
    const decision = await bench({
      checks: [
        step('look', (request, context) => {
          seen = [
            request,
            request.parameters,
            request.template,
            request.certificate,
            request.certificate.subject,
            context.facts,
          ];
          return permit();
        }),
      ],
    }).decide();
    expect(seen).to.have.length(6);
    for (const value of [...seen, decision, decision.trace, decision.trace[0], decision.subject]) {
      expect(value).to.be.frozen;
    }
  });

  it('for many requests at once', async () => {
    const { decide } = bench({
      checks: [
        step('serial', async ({ parameters }) => {
          await Promise.resolve();
          return parameters.SerialNumber === 'good' ? permit() : deny('UNKNOWN', '');
        }),
      ],
    });
    const decisions = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        decide({ ...event, parameters: { SerialNumber: index % 2 === 0 ? 'good' : 'bad' } }),
      ),
    );
    expect(decisions.map(({ outcome }) => outcome)).to.deep.equal(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 'ALLOW' : 'DENY_POLICY')),
    );
  });
});

describe('a hook never waits for ever', () => {
  it('denies DEADLINE_EXCEEDED, naming the check that hangs', async () => {
    const { clock, decide } = bench({ checks: [step('slow', () => never())] });
    const pending = decide();
    clock.advance(4_499);
    clock.advance(1);
    const decision = await pending;
    expect(decision.outcome !== 'ALLOW' && decision.reason).to.deep.equal({
      code: 'DEADLINE_EXCEEDED',
      detail: 'the time ran out in "slow"',
      plugin: 'slow',
    });
    expect(decision.outcome).to.equal('DENY_ERROR');
    expect(clock.waiting()).to.equal(0);
  });
});
