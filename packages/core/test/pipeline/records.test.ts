import {
  type Clock,
  claimDevice,
  committed,
  deny,
  nodeCryptoCertificateReader,
  overrides,
  permit,
  timing,
} from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { plainText } from '#core/pipeline/redaction.js';
import { bench, codeOf, event, intent, ledgerOf, never, source, step } from '../harness.js';

describe('decision sinks', () => {
  it('see every decision, also the denied and the refused ones', async () => {
    const { decide, refuse, sink } = bench();
    await decide(event, { requestId: 'r-1' });
    await decide({});
    await refuse('BODY_NOT_JSON', 'at byte 3', { requestId: 'r-3' });
    expect(sink.records.map(({ outcome, reason }) => [outcome, reason?.code])).to.deep.equal([
      ['ALLOW', undefined],
      ['DENY_POLICY', 'CERTIFICATE_ID_INVALID'],
      ['DENY_POLICY', 'BODY_NOT_JSON'],
    ]);
    expect(sink.records[0]?.subject).to.deep.equal({
      requestId: 'r-1',
      certificateId: event.certificateId,
      claimCertificateId: event.claimCertificateId,
      clientId: event.clientId,
      templateArn: event.templateArn,
    });
    expect(sink.records[1]?.subject).to.deep.equal({});
    expect(sink.records[2]).to.deep.include({
      subject: { requestId: 'r-3' },
      reason: { code: 'BODY_NOT_JSON', detail: 'at byte 3' },
      trace: [],
    });
    expect(sink.records[0]).to.be.frozen;
  });

  it('never see the certificate', async () => {
    const { decide, sink, logger } = bench({
      checks: [step('no', ({ certificatePem }) => deny('NO', `refused ${certificatePem}`))],
    });
    const decision = await decide();
    expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.equal('refused [PEM] ');
    expect(JSON.stringify([sink.records, logger.lines])).to.not.include('BEGIN');
  });

  it('get a short, fixed time, then the answer goes out', async () => {
    let signal: AbortSignal | undefined;
    const { clock, decide, logger } = bench({
      decisionSinks: [
        {
          record(_record, options) {
            signal = options.signal;
            return never<void>();
          },
        },
      ],
    });
    const pending = decide();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(signal?.aborted).to.equal(false);
    clock.advance(timing.sinkBudgetMs);
    expect(codeOf(await pending)).to.equal('ALLOW');
    expect(signal?.aborted).to.equal(true);
    expect(logger.lines).to.deep.equal([
      {
        level: 'error',
        message: 'a decision sink failed',
        fields: { error: 'Error: not done after 100 ms' },
      },
    ]);
  });

  it('that are done in time leave no timer, and no line', async () => {
    const { clock, decide, logger } = bench({ decisionSinks: [{ record: async () => {} }] });
    await decide();
    expect(clock.waiting()).to.equal(0);
    expect(logger.lines).to.deep.equal([]);
  });

  it('that only write a line cost no timer', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const counted: Clock = {
      ...clock,
      after(milliseconds, run) {
        times.push(milliseconds);
        return clock.after(milliseconds, run);
      },
    };
    await bench({ clock: counted }).decide();
    expect(times).to.deep.equal([timing.awsLimitMs - timing.marginMs]);
    await bench({ clock: counted, decisionSinks: [{ record: async () => {} }] }).decide();
    expect(times.at(-1)).to.equal(timing.sinkBudgetMs);
  });

  it('that cannot even be asked change no answer, and it is said', async () => {
    const clock = fakeClock();
    const broken: Clock = {
      ...clock,
      after(milliseconds, run) {
        if (milliseconds === timing.sinkBudgetMs) throw new Error('no timers');
        return clock.after(milliseconds, run);
      },
    };
    const { decide, logger } = bench({
      clock: broken,
      decisionSinks: [{ record: async () => {} }],
    });
    expect(codeOf(await decide())).to.equal('ALLOW');
    expect(logger.lines).to.deep.equal([
      {
        level: 'error',
        message: 'a decision could not be recorded',
        fields: { error: 'Error: no timers' },
      },
    ]);
  });

  it('that fail are logged, and the others are told', async () => {
    const told: string[] = [];
    const { decide, logger } = bench({
      decisionSinks: [
        {
          record() {
            throw new Error('first');
          },
        },
        { record: () => Promise.reject('second') },
        {
          async record({ outcome }) {
            told.push(outcome);
          },
        },
      ],
    });
    expect(codeOf(await decide())).to.equal('ALLOW');
    expect(told).to.deep.equal(['ALLOW']);
    expect(
      logger.lines.map(({ level, message, fields }) => [level, message, fields.error]),
    ).to.deep.equal([
      ['error', 'a decision sink failed', 'Error: first'],
      ['error', 'a decision sink failed', 'second'],
    ]);
  });
});

describe('records with hashed identifiers', () => {
  it('hold none of them in the clear, in subject, reason or trace', async () => {
    const { decide, sink } = bench({
      records: { hashIdentifiersWith: 'pepper' },
      checks: [
        step('yes', () => permit()),
        step('no', ({ certificateId, clientId, claimCertificateId }) =>
          deny('NO', `${clientId} came with ${certificateId} by ${claimCertificateId}`),
        ),
      ],
    });
    await decide(event, { requestId: 'r-1' });
    const [record] = sink.records;
    const text = JSON.stringify(record);
    for (const id of [event.certificateId, event.clientId, event.claimCertificateId]) {
      expect(text).to.not.include(id);
    }
    expect(record?.subject.certificateId).to.match(/^[0-9a-f]{16}$/);
    expect(record?.subject).to.include({ requestId: 'r-1', templateArn: event.templateArn });
    expect(record?.reason?.detail).to.equal(
      `${record?.subject.clientId} came with ${record?.subject.certificateId} by ${record?.subject.claimCertificateId}`,
    );
    expect(record?.trace.at(-1)?.detail).to.equal(record?.reason?.detail);
  });

  it('are written also for what could not be read', async () => {
    const { decide, sink, logger } = bench({ records: { hashIdentifiersWith: 'pepper' } });
    await decide({});
    expect(sink.records.map(({ reason, subject }) => [reason, subject])).to.deep.equal([
      [{ code: 'CERTIFICATE_ID_INVALID', detail: 'certificateId is absent' }, {}],
    ]);
    expect(logger.lines).to.deep.equal([]);
  });

  it('hash alike under one key, and differently under another', async () => {
    const idUnder = async (key: string) => {
      const { decide, sink } = bench({ records: { hashIdentifiersWith: key } });
      await decide();
      return sink.records[0]?.subject.certificateId;
    };
    expect(await idUnder('a')).to.equal(await idUnder('a'));
    expect(await idUnder('a')).to.not.equal(await idUnder('b'));
  });
});

describe('the times in a decision', () => {
  it('are milliseconds of each step and of the whole, wherever the clock began', async () => {
    const { clock, decide } = bench({
      certificateReader: {
        read(pem) {
          clock.advance(3);
          return nodeCryptoCertificateReader().read(pem);
        },
      },
      checks: [
        step('slow', () => {
          clock.advance(5);
          return permit();
        }),
      ],
      overrideSources: [
        source('slow', ['Site'], () => {
          clock.advance(7);
          return overrides({ Site: 'Oslo' });
        }),
      ],
      intents: [intent('claim', () => [claimDevice('d')])],
      claimLedger: ledgerOf(async () => {
        clock.advance(11);
        return committed();
      }),
    });
    clock.advance(1_000);
    const receivedAt = clock.now();
    const decision = await decide();
    expect(decision.trace.map(({ step: of, durationMs }) => [of, durationMs])).to.deep.equal([
      ['parse', 3],
      ['check', 5],
      ['overrides', 7],
      ['intents', 0],
      ['ledger', 11],
    ]);
    expect(decision).to.include({ outcome: 'ALLOW', receivedAt, durationMs: 26 });
  });
});

describe('the subject of a decision', () => {
  it('has a request id when the runtime gives one, else none', async () => {
    const { decide } = bench();
    expect((await decide({}, { requestId: 'r-1' })).subject).to.deep.equal({ requestId: 'r-1' });
    expect((await decide({})).subject).to.deep.equal({});
  });
});

describe('the trace', () => {
  it('begins with the reading of the event', async () => {
    const [read] = (await bench().decide()).trace;
    expect(read).to.deep.equal({ step: 'parse', name: 'event', verdict: 'request', durationMs: 0 });
  });
});

describe('plainText', () => {
  it('masks every PEM block, also one that is cut off', () => {
    const block = '-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----';
    expect(plainText(`a ${block} b ${block} c`)).to.equal('a [PEM] b [PEM] c');
    expect(plainText('a -----BEGIN CERTIFICATE-----\nMIIB')).to.equal('a [PEM]');
  });

  it('forges no line and hides no character', () => {
    expect(plainText('one\r\ntwo\u0000\u202ethree\u2028four\ud800')).to.equal(
      'one two three four ',
    );
  });

  it('is bounded', () => {
    expect(plainText('x'.repeat(500))).to.equal('x'.repeat(500));
    expect(plainText('x'.repeat(501))).to.equal(`${'x'.repeat(499)}…`);
    expect(plainText('x'.repeat(10_000_000), 10)).to.equal('xxxxxxxxx…');
    // It reads no further than four times its limit, whatever shrinks on the way.
    expect(plainText(`${'\u0000'.repeat(39)}ab`, 10)).to.equal(' a');
  });
});
