import {
  type Account,
  type Asked,
  type RecordedAnswer,
  readSnapshot,
  recordingAccount,
  type Service,
  snapshotAccount,
  toSnapshot,
  writeSnapshot,
} from '@gangway/doctor';
import { expect } from 'chai';
import fc from 'fast-check';
import { everyQuestion } from './asking.js';

const takenAt = new Date('2026-01-31T08:15:00Z');
const services: readonly Service[] = ['cloudwatch', 'dynamodb', 'iam', 'iot', 'lambda', 'logs'];

const textOf = (recorded: readonly RecordedAnswer[]) =>
  writeSnapshot(toSnapshot(recorded, takenAt));
const readBack = (recorded: readonly RecordedAnswer[]) =>
  snapshotAccount(readSnapshot(textOf(recorded), 'stack.json').answers);

const object = fc.dictionary(
  fc.oneof(
    fc.string(),
    fc.constantFrom('Variables', 'Location', 'certificatePem', 'Tags', 'actions', 'errorAction'),
  ),
  fc.jsonValue(),
);
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), output: object }),
  fc.record({ kind: fc.constant('absent' as const), code: fc.string() }),
  fc.record({ kind: fc.constant('fault' as const), code: fc.string(), message: fc.string() }),
);
const question = fc.record({
  service: fc.constantFrom(...services),
  operation: fc.constantFrom('GetRole', 'GetPolicy', 'DescribeTable'),
  input: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
});

describe('a snapshot', () => {
  it('answers what the account answered', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(question, asked)), async (told) => {
        const answers = told.map(([, answer]) => answer).values();
        const account: Account = { ask: async () => answers.next().value ?? fault };
        const recording = recordingAccount(account);
        const live: Asked[] = [];
        for (const [{ service, operation, input }] of told) {
          live.push(await recording.ask(service, operation, input));
        }
        const saved = readBack(recording.recorded());
        for (const [index, [{ service, operation, input }]] of told.entries()) {
          const again = await saved.ask(service, operation, input);
          expect(JSON.parse(JSON.stringify(again))).to.deep.equal(
            JSON.parse(JSON.stringify(live[index])),
          );
        }
      }),
    ));

  it('is the same text in whatever order the questions were asked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...everyQuestion], { minLength: everyQuestion.length }),
        async (questions) => {
          const recording = recordingAccount(snapshotAccount(everyQuestion));
          await Promise.all(
            questions.map(({ service, operation, input }) =>
              recording.ask(
                service,
                operation,
                Object.fromEntries(Object.entries(input).reverse()),
              ),
            ),
          );
          expect(textOf(recording.recorded())).to.equal(await textOfAll());
        },
      ),
      { numRuns: 20 },
    ));

  it('tells the account of the template, whoever else is named', () => {
    const answered = (service: Service, operation: string, output: object): RecordedAnswer => ({
      ...{ service, operation, input: {} },
      answer: { kind: 'answer', output: { ...output } },
    });
    const alarm = { AlarmActions: ['arn:aws:lambda:eu-west-1:999999999999:function:pager'] };
    const recorded = [
      answered('cloudwatch', 'DescribeAlarms', { MetricAlarms: [alarm] }),
      answered('iot', 'DescribeProvisioningTemplate', {
        templateArn: 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet',
      }),
    ];
    expect(toSnapshot(recorded, takenAt)).to.include({
      ...{ account: '123456789012', region: 'us-east-1' },
    });
  });

  it('tells the account and the Region that ARNs in the answers name', async () => {
    expect(JSON.parse(await textOfAll())).to.include({
      format: 1,
      account: '123456789012',
      region: 'eu-north-1',
      takenAt: '2026-01-31T08:15:00.000Z',
    });
    expect(toSnapshot([], takenAt)).to.include({ account: null, region: null });
  });

  it('asks each question once, and gives all who ask the same answer', async () => {
    let calls = 0;
    const recording = recordingAccount({
      async ask() {
        calls += 1;
        return { kind: 'answer', output: { calls } };
      },
    });
    const answers = await Promise.all([
      recording.ask('iam', 'GetRole', { RoleName: 'a', Path: '/' }),
      recording.ask('iam', 'GetRole', { Path: '/', RoleName: 'a' }),
    ]);
    expect(answers.map((answer) => JSON.stringify(answer))).to.deep.equal(
      Array(2).fill('{"kind":"answer","output":{"calls":1}}'),
    );
  });

  it('holds nothing secret, wherever it stands', async () => {
    const secrets = [
      'hunter2',
      'MIIBsecretBASE64',
      'AKIAIOSFODNN7EXAMPLE',
      'ASIAIOSFODNN7EXAMPLE',
      'signature0123',
      'session0123',
    ];
    const output = {
      Environment: { Variables: { TOKEN: 'hunter2' } },
      certificatePem: 'hunter2',
      Tags: { a: 'hunter2' },
      Role: { Tags: [{ Key: 'a', Value: 'hunter2' }] },
      Code: { Location: 'https://bucket/hunter2' },
      templateBody: JSON.stringify({
        a: '-----BEGIN CERTIFICATE-----\nMIIBsecretBASE64\n-----END CERTIFICATE-----\n',
        b: 'https://b/c?X-Amz-Signature=signature0123&X-Amz-Security-Token=session0123',
      }),
      Description: 'AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE',
      rule: { errorAction: { kafka: { clientProperties: { password: 'hunter2' } } } },
    };
    const recording = recordingAccount({ ask: async () => ({ kind: 'answer', output }) });
    const told = await recording.ask('iot', 'GetTopicRule', {});
    for (const text of [JSON.stringify(told), textOf(recording.recorded())]) {
      expect(secrets.filter((secret) => text.includes(secret))).to.deep.equal([]);
      expect(text).to.contain('TOKEN');
    }
  });

  it('does not take what it does not hold for a no', async () => {
    expect(await snapshotAccount([]).ask('iam', 'GetRole', { RoleName: 'a' })).to.deep.equal({
      kind: 'fault',
      code: 'NOT_RECORDED',
      message: 'The snapshot does not hold iam:GetRole of {"RoleName":"a"}.',
    });
  });
});

describe('readSnapshot', () => {
  const refusal = (text: string): string => {
    try {
      readSnapshot(text, 'stack.json');
    } catch (error) {
      return `${Reflect.get(error as object, 'code')}: ${(error as Error).message}`;
    }
    return 'read';
  };

  const damaged: Readonly<Record<string, readonly [(snapshot: Damaged) => unknown, RegExp]>> = {
    'another format': [(snapshot) => ({ ...snapshot, format: 2 }), / format: /],
    'an unknown member': [(snapshot) => ({ ...snapshot, secret: 1 }), / secret: /],
    'an unknown member of an answer': [
      ({ answers: [first, ...rest], ...snapshot }) => ({
        ...snapshot,
        answers: [{ ...first, note: 1 }, ...rest],
      }),
      / answers\.0\.note: /,
    ],
    'an unknown service': [
      ({ answers: [, ...rest], ...snapshot }) => ({
        ...snapshot,
        answers: [{ service: 's3', operation: 'x', input: {}, answer: fault }, ...rest],
      }),
      / answers\.0\.service: /,
    ],
    'an answer that is no object': [
      ({ answers: [first, ...rest], ...snapshot }) => ({
        ...snapshot,
        answers: [{ ...first, answer: { kind: 'answer', output: [] } }, ...rest],
      }),
      / answers\.0\.answer\.output: /,
    ],
    'a question twice': [
      ({ answers: [first, ...rest], ...snapshot }) => ({
        ...snapshot,
        answers: [first, ...rest, first],
      }),
      / answers\.20: DescribeAlarms is there twice/,
    ],
    'no account': [({ account: _, ...snapshot }) => snapshot, / account: /],
    'no moment': [(snapshot) => ({ ...snapshot, takenAt: 'yesterday' }), / takenAt: /],
    'no members': [() => [], / format: /],
  };
  for (const [name, [damage, at]] of Object.entries(damaged)) {
    it(`refuses one with ${name}, and says where`, async () => {
      const said = refusal(JSON.stringify(damage(JSON.parse(await textOfAll()))));
      expect(said).to.match(/^SNAPSHOT_INVALID: stack\.json is no snapshot of an account: /);
      expect(said).to.match(at);
    });
  }

  it('refuses one that is cut short anywhere', async () => {
    const text = (await textOfAll()).trimEnd();
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(refusal(text.slice(0, length))).to.match(/^SNAPSHOT_INVALID: /);
      }),
    );
  });
});

interface Damaged {
  readonly answers: readonly object[];
  readonly account?: unknown;
}

const fault = { kind: 'fault', code: 'X', message: 'x' } as const;

async function textOfAll(): Promise<string> {
  const recording = recordingAccount(snapshotAccount(everyQuestion));
  for (const { service, operation, input } of everyQuestion) {
    await recording.ask(service, operation, input);
  }
  return textOf(recording.recorded());
}
