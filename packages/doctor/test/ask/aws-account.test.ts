import { awsAccount, operatorPolicy } from '@gangway/doctor';
import { expect } from 'chai';
import { accountServer, arn, everyQuestion } from './asking.js';

const template = ['iot', 'DescribeProvisioningTemplate', { templateName: 'first-fleet' }] as const;

describe('awsAccount', () => {
  for (const { service, operation, input, answer } of everyQuestion) {
    it(`asks ${service}:${operation} in the protocol of the installed client`, async () => {
      await using server = await accountServer({ answers: everyQuestion });
      expect(await server.account.ask(service, operation, input)).to.deep.equal(answer);
      expect(server.calls).to.deep.equal([`${service}:${operation}`]);
    });
  }

  it('can ask all that the policy of the operator allows', () => {
    expect(everyQuestion.map(({ service, operation }) => `${service}:${operation}`)).to.deep.equal(
      operatorPolicy.Statement[0].Action,
    );
  });

  const paged = everyQuestion.filter(({ operation }) =>
    /^List|^Describe(?:Alarms|InsightRules|LogGroups)$/.test(operation),
  );
  for (const { service, operation, input, answer } of paged) {
    it(`joins the pages of ${service}:${operation}`, async () => {
      const [list = ''] = Object.keys(answer.kind === 'answer' ? answer.output : {});
      const members = Array.from({ length: 5 }, (_, index) =>
        list === 'PolicyNames' ? `p${index}` : { [memberName[operation] ?? '']: `m${index}` },
      );
      const whole = { ...(answer.kind === 'answer' ? answer.output : {}), [list]: members };
      const answers = [
        { service, operation, input, answer: { kind: 'answer', output: whole } as const },
      ];
      await using server = await accountServer({ answers, pageSize: 2 });
      expect(await server.account.ask(service, operation, input)).to.deep.equal({
        kind: 'answer',
        output: whole,
      });
      expect(server.calls).to.have.length(3);
    });
  }

  for (const [service, operation] of [
    ['iot', 'DeleteProvisioningTemplate'],
    ['lambda', 'InvokeCommand'],
    ['iam', 'toString'],
    ['iot', '__proto__'],
    ['s3', 'GetObject'],
    ['constructor', 'name'],
  ] as const) {
    it(`refuses ${service}:${operation} and sends nothing`, async () => {
      await using server = await accountServer({ answers: everyQuestion });
      // As a caller in JavaScript may.
      const asked = await server.account.ask(service as 'iot', operation, {});
      expect(asked).to.include({ kind: 'fault', code: 'NOT_READ_ONLY' });
      expect(server.calls).to.deep.equal([]);
    });
  }

  it('keeps back values of the environment, tags and what the actions of a rule hold', async () => {
    const output = {
      FunctionArn: arn.hook,
      Environment: { Variables: { TOKEN: 's3cret' } },
      Tags: { owner: 's3cret' },
    };
    const rule = {
      rule: {
        actions: [{ http: { url: 'https://x', headers: [{ key: 'a', value: 's3cret' }] } }],
        errorAction: { salesforce: { token: 's3cret', url: 'https://y', roleArn: 's3cret' } },
      },
    };
    const clients = {
      lambda: { send: async () => output },
      iot: { send: async () => rule },
    };
    const account = awsAccount({ clients });
    expect(await account.ask('lambda', 'GetFunctionConfiguration', {})).to.deep.equal({
      kind: 'answer',
      output: { FunctionArn: arn.hook, Environment: { Variables: { TOKEN: '(left out)' } } },
    });
    expect(await account.ask('iot', 'GetTopicRule', {})).to.deep.equal({
      kind: 'answer',
      output: { rule: { actions: [{ http: {} }], errorAction: { salesforce: {} } } },
    });
  });

  it('takes no part of a list for the whole', async () => {
    const iam = { send: async () => ({ PolicyNames: ['gangway'], IsTruncated: true }) };
    const answered = await awsAccount({ clients: { iam } }).ask('iam', 'ListRolePolicies', {});
    expect(answered).to.include({ kind: 'fault', code: 'REPLY_INVALID' });
  });

  it('asks few questions at once, and all of them', async () => {
    let running = 0;
    let most = 0;
    const iot = {
      async send() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((later) => setImmediate(later));
        running -= 1;
        return { $metadata: {}, templateArn: arn.template };
      },
    };
    const account = awsAccount({ clients: { iot } });
    const asked = await Promise.all(Array.from({ length: 30 }, () => account.ask(...template)));
    expect(asked.map(({ kind }) => kind)).to.deep.equal(Array(30).fill('answer'));
    expect(most).to.equal(4);
  });

  it('is given up by its signal, also before it begins', async () => {
    const stop = new AbortController();
    await using server = await accountServer({ answers: [] }, { signal: stop.signal });
    server.fail('hang');
    const asking = server.account.ask(...template);
    stop.abort();
    expect(await asking).to.include({ kind: 'fault', code: 'ABORTED' });
    expect(await server.account.ask(...template)).to.include({ kind: 'fault', code: 'ABORTED' });
  });

  it('waits no longer than its time for a question', async () => {
    await using server = await accountServer({ answers: [] }, { questionTimeoutMs: 50 });
    server.fail('hang');
    expect(await server.account.ask(...template)).to.deep.equal({
      kind: 'fault',
      code: 'TIMEOUT',
      message: 'iot:DescribeProvisioningTemplate was not answered within 0.05 seconds.',
    });
  });

  it('waits no longer for credentials than for an answer', async () => {
    const iot = { send: () => new Promise<never>(() => undefined) };
    const account = awsAccount({ clients: { iot }, questionTimeoutMs: 50 });
    expect(await account.ask(...template)).to.include({ kind: 'fault', code: 'TIMEOUT' });
  });

  it('does not follow pages in a ring', async () => {
    const iot = { send: async () => ({ rules: [], nextToken: 'again' }) };
    const asked = await awsAccount({ clients: { iot } }).ask('iot', 'ListTopicRules', {});
    expect(asked).to.deep.include({ kind: 'fault', code: 'REPLY_INVALID' });
  });
});

/** What members of a list have that is no more than a text. */
const memberName: Readonly<Record<string, string>> = {
  DescribeAlarms: 'AlarmName',
  DescribeInsightRules: 'Name',
  DescribeLogGroups: 'logGroupName',
  ListAttachedRolePolicies: 'PolicyName',
  ListTopicRules: 'ruleName',
};
