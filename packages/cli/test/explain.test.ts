import { composeHook, defineHook, monitor, onFailure } from '@gangway/composition';
import { definePlugin, deny, overrides, type Plugin, permit } from '@gangway/core';
import { decisionLog } from '@gangway/plugins/decision-log';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { gangway } from './run-gangway.js';

const picky = definePlugin({
  name: 'picky',
  build: () => ({
    checks: {
      'not-the-second': ({ clientId }) =>
        clientId === 'second' ? deny('NOT_THE_SECOND', 'second came second') : permit(),
    },
  }),
});

type MakeLogger = (write: (line: string) => void) => Plugin;

const inJson: MakeLogger = (write) => jsonLogger({ write });
const byPino: MakeLogger = (write) => pinoLogger({ destination: { write } });

/** Real lines: what the hook's own log says about three devices. */
async function realLog(logger: MakeLogger = inJson): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line.trimEnd());
  const hook = composeHook(defineHook([picky(), decisionLog(), logger(write)]));
  for (const clientId of ['first', 'second', 'third']) {
    await hook.decide(anEvent({ clientId }), { requestId: `call-${clientId}` });
  }
  return lines;
}

const sites = (name: string, site: string) =>
  definePlugin({
    name,
    build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: site }) } }),
  })();

/** The same three devices, and a fourth that is denied, with `picky` and another site only monitored. */
async function monitoredLog(): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line.trimEnd());
  const open = definePlugin({
    name: 'open',
    build: () => ({
      checks: {
        open: ({ clientId }) => (clientId === 'fourth' ? deny('CLOSED', 'late') : permit()),
      },
    }),
  });
  const hook = composeHook(
    defineHook([
      monitor([picky(), sites('new', 'Hamar')], { name: 'stricter' }),
      monitor([sites('same', 'Oslo')]),
      open(),
      sites('old', 'Oslo'),
      decisionLog(),
      jsonLogger({ write }),
    ]),
  );
  for (const clientId of ['first', 'second', 'third', 'fourth']) {
    await hook.decide(anEvent({ clientId }));
  }
  return lines;
}

const line = (fields: object) =>
  JSON.stringify({
    timestamp: '2026-01-01T00:00:00.000Z',
    level: 'INFO',
    message: 'decision',
    outcome: 'DENY_POLICY',
    code: 'PEM_MISSING',
    detail: 'absent',
    clientId: 'one',
    trace: [],
    ...fields,
  });

const explain = async (lines: readonly string[], ...args: readonly string[]) => {
  const ended = await gangway(['explain', '-', ...args, '--json'], { stdin: lines.join('\n') });
  return { ...ended, ...JSON.parse(ended.stdout) };
};

describe('gangway explain', () => {
  it('says why a device was refused, from the lines of a real log', async () => {
    const stdin = (await realLog()).join('\n');
    const { code, stdout } = await gangway(['explain', '-', '--client-id', 'second'], { stdin });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^\d{4}-[^ ]+Z DENY_POLICY\n {2}NOT_THE_SECOND said by picky\n/);
    expect(stdout).to.contain('second came second');
    expect(stdout).to.match(/check not-the-second +picky +deny +NOT_THE_SECOND/);
    expect(stdout).to.contain('1 of 3 decisions match; 0 of 3 lines are no decisions');
  });

  it('reads the lines of pino-logger as those of json-logger', async () => {
    const args = ['--client-id', 'second'];
    const [inPino] = (await explain(await realLog(byPino), ...args)).decisions;
    const [usual] = (await explain(await realLog(), ...args)).decisions;
    // Each log is of devices of its own.
    const steady = (told: Record<string, unknown>) => {
      const { time, durationMs, certificateId, claimCertificateId, trace, ...fields } = told;
      const steps = trace as readonly Record<string, unknown>[];
      return {
        ...fields,
        kinds: [time, durationMs, certificateId, claimCertificateId].map((field) => typeof field),
        steps: steps.map(({ durationMs: _, ...step }) => step),
      };
    };
    expect(usual).to.include({ code: 'NOT_THE_SECOND', requestId: 'call-second' });
    expect(steady(inPino)).to.deep.equal(steady(usual));
  });

  it('finds by certificate id, request id and code, and by all of them at once', async () => {
    const log = await realLog();
    const { decisions } = await explain(log);
    const [, second] = decisions;
    for (const args of [
      ['--certificate-id', second.certificateId],
      ['--request-id', 'call-second'],
      ['--code', 'NOT_THE_SECOND'],
      ['--code', 'NOT_THE_SECOND', '--client-id', 'second', '--request-id', 'call-second'],
    ]) {
      const found = await explain(log, ...args);
      expect(found.code).to.equal(0);
      expect(found.decisions).to.deep.equal([second]);
    }
    expect((await explain(log, '--code', 'NOT_THE_SECOND', '--client-id', 'first')).code).to.equal(
      3,
    );
  });

  it('finds a denial by the code of any alternative, and tells what each found', async () => {
    const denied = (name: string, code: string) => ({
      step: 'check',
      name,
      plugin: name,
      verdict: 'deny',
      code,
      detail: `what ${name} found`,
    });
    const trace = [denied('one', 'FIRST_NO'), denied('two', 'SECOND_NO')];
    const log = [line({ code: 'FIRST_NO', trace }), line({ outcome: 'ALLOW', trace })];
    const { code, stdout } = await gangway(['explain', '-', '--code', 'SECOND_NO'], {
      stdin: log.join('\n'),
    });
    expect(code).to.equal(0);
    expect(stdout).to.contain('1 of 2 decisions match');
    expect(stdout).to.match(/FIRST_NO +what one found\n +SECOND_NO +what two found\n/);
  });

  it("gives meaning and remedy of core's codes, and of a first-party plugin's", async () => {
    const { decisions } = await explain([
      line({}),
      line({ code: 'CERTIFICATE_ID_MISMATCH', plugin: 'event-integrity' }),
      line({ code: 'MADE_UP', plugin: '../../../etc' }),
    ]);
    const meanings = decisions.map(({ meaning }: { meaning: string | null }) => meaning);
    expect(meanings[0]).to.equal('certificatePem is missing or not a string.');
    expect(meanings[1]).to.be.a('string');
    expect(meanings[2]).to.equal(null);
  });

  const wrapped: Readonly<Record<string, string>> = {
    'a line as it is': line({}),
    "Lambda's text format": `2026-01-01T00:00:00.000Z\tcall-1\tINFO\t${line({})}`,
    'what aws logs tail prints': `2026-01-01T00:00:00.000000+00:00 2026/01/01/[$LATEST]0f ${line({})}`,
    'a message that is an object': JSON.stringify({ message: JSON.parse(line({})) }),
    'a message that is a text': JSON.stringify({ message: line({}) }),
    'a message in a message': JSON.stringify({ message: JSON.stringify({ message: line({}) }) }),
    'a line with a brace before it': `{prefix} ${line({})}`,
    'a line that ends with a carriage return': `${line({})}\r`,
  };
  for (const [what, text] of Object.entries(wrapped)) {
    it(`reads ${what}`, async () => {
      const { decisions } = await explain([text]);
      expect(decisions).to.have.length(1);
      expect(decisions[0]).to.deep.include({ clientId: 'one', code: 'PEM_MISSING' });
      expect(Date.parse(decisions[0].time)).to.equal(Date.parse('2026-01-01T00:00:00Z'));
    });
  }

  it("takes time and request id from Lambda's wrapping where the line has none", async () => {
    const { timestamp: _, ...inner } = JSON.parse(line({}));
    const text = JSON.stringify({
      timestamp: '2026-02-02T00:00:00Z',
      requestId: 'call-7',
      message: inner,
    });
    const { decisions } = await explain([text], '--request-id', 'call-7');
    expect(decisions[0].time).to.equal('2026-02-02T00:00:00Z');
  });

  it('skips what is no decision, and counts it', async () => {
    const { summary } = await explain([
      'START RequestId: 1 Version: $LATEST',
      '',
      '{"message":"outcome of something else","outcome":"ALLOW"}',
      '{"message":"decision","outcome":"PERHAPS"}',
      '{"outcome":',
      '[1,2,"outcome"]',
      line({}),
    ]);
    expect(summary).to.deep.include({ lines: 7, skipped: 6, decisions: 1, matched: 1, shown: 1 });
  });

  it('survives lines of junk fields', async () => {
    const { decisions } = await explain([
      line({
        trace: [null, 1, { step: 7, compared: [1] }],
        code: 5,
        clientId: {},
        timestamp: 'yesterday',
      }),
    ]);
    expect(decisions[0].trace).to.deep.equal([{ step: '?', name: '?', verdict: '?' }]);
  });

  it('shows the newest last, and at most as many as asked for', async () => {
    const at = (day: number) =>
      line({ timestamp: `2026-01-0${day}T00:00:00Z`, clientId: `${day}` });
    const { decisions, summary } = await explain(
      [at(3), at(5), at(1), at(4), at(2)],
      '--last',
      '2',
    );
    expect(decisions.map(({ clientId }: { clientId: string }) => clientId)).to.deep.equal([
      '4',
      '5',
    ]);
    expect(summary).to.include({ matched: 5, shown: 2 });
  });

  it('counts outcomes and codes', async () => {
    const { summary } = await explain([
      line({}),
      line({}),
      line({ outcome: 'DENY_ERROR', code: 'LEDGER_FAILED' }),
      line({ outcome: 'ALLOW', code: undefined }),
    ]);
    expect(summary.outcomes).to.deep.equal({ DENY_POLICY: 2, DENY_ERROR: 1, ALLOW: 1 });
    expect(summary.codes).to.deep.equal({ PEM_MISSING: 2, LEDGER_FAILED: 1 });
  });

  it('counts what monitors would have denied, by code, and what they would have overridden', async () => {
    const { summary } = await explain(await monitoredLog());
    expect(summary.outcomes).to.deep.equal({ ALLOW: 3, DENY_POLICY: 1 });
    expect(summary.codes).to.deep.equal({ CLOSED: 1 });
    expect(summary.monitors).to.deep.equal({
      stricter: {
        watched: 4,
        wouldDeny: 1,
        wouldDenyAllowed: 1,
        codes: { NOT_THE_SECOND: 1 },
        wouldOverrideOtherwise: 2,
      },
      monitor: {
        watched: 3,
        wouldDeny: 0,
        wouldDenyAllowed: 0,
        codes: {},
        wouldOverrideOtherwise: 0,
      },
    });
  });

  it('tells people of monitors, and finds who would be denied by the code', async () => {
    const stdin = (await monitoredLog()).join('\n');
    const args = ['explain', '-', '--code', 'NOT_THE_SECOND'];
    const { code, stdout } = await gangway(args, { stdin });
    expect(code).to.equal(0);
    expect(stdout).to.contain('1 of 4 decisions match');
    expect(stdout).to.match(/NOT_THE_SECOND +second came second\n/);
    expect(stdout).to.match(
      /stricter watched 1 of them\n {2}would deny +1, of which 1 were allowed\n {4}NOT_THE_SECOND +1\n/,
    );
    const all = await gangway(['explain', '-'], { stdin });
    expect(all.stdout).to.contain('stricter would give Site another value\n');
    expect(all.stdout).to.contain('monitor would give Site as answered\n');
  });

  it('tells why a source was passed over, though the device was allowed', async () => {
    const lines: string[] = [];
    const write = (text: string) => void lines.push(text.trimEnd());
    const shelf = definePlugin({
      name: 'shelf',
      build: () => ({
        overrides: { keys: ['Site'], values: () => Promise.reject(new Error('it fell over')) },
      }),
    });
    const hook = composeHook(
      defineHook([picky(), onFailure('skip', [shelf()]), decisionLog(), jsonLogger({ write })]),
    );
    await hook.decide(anEvent());
    const { stdout } = await gangway(['explain', '-'], { stdin: lines.join('\n') });
    expect(stdout).to.match(/overrides shelf +shelf +skipped +OVERRIDE_SOURCE_FAILED/);
    expect(stdout).to.match(/OVERRIDE_SOURCE_FAILED +Error: it fell over\n/);
  });

  it('drops a line that is too long to be one of ours, and reads on', async () => {
    const { summary } = await explain([line({ detail: 'x'.repeat(1_100_000) }), line({})]);
    expect(summary).to.include({ lines: 2, skipped: 1, matched: 1 });
  });

  it('does not let a log line speak to the terminal', async () => {
    const stdin = line({ detail: '\u001b[2Jgone', clientId: '\u202ebackwards' });
    const { stdout } = await gangway(['explain', '-'], { stdin });
    expect(stdout).to.contain('\\u{1b}[2Jgone').and.to.contain('\\u{202e}backwards');
  });

  it('ends with 3 when nothing matches, also for an empty log', async () => {
    expect((await explain([line({})], '--client-id', 'two')).code).to.equal(3);
    expect((await explain([])).code).to.equal(3);
  });
});
