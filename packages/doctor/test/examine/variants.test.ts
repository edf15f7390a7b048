import { type Examination, examine, type Finding } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, ruleArn, templateArn, templateName } from './a-deployment.js';
import {
  both,
  change,
  type Damage,
  denied,
  gone,
  more,
  resourcePolicy,
  rolePolicy,
} from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { accountOf, answer } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];
const hookArn = 'arn:aws:lambda:us-east-1:123456789012:function:fleet-hook:live';

async function examinedAfter(damage: Damage, given = manifests): Promise<Examination> {
  const recorded = aDeployment();
  damage(recorded);
  return examine(accountOf(recorded), { templateName, manifests: given });
}

const codesOf = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.map(({ code }) => code);

describe('what is no fault', () => {
  const nothingFound = async (damage: Damage, given = manifests) =>
    expect(codesOf(await examinedAfter(damage, given))).to.deep.equal([]);

  it('is a function in a VPC, traced, with the permissions that Lambda itself takes', () =>
    nothingFound(
      both(
        change(`lambda GetFunctionConfiguration ${hookArn}`, (output) => {
          output.VpcConfig = {
            SubnetIds: ['subnet-1'],
            SecurityGroupIds: ['sg-1'],
            VpcId: 'vpc-1',
          };
          output.TracingConfig = { Mode: 'Active' };
        }),
        rolePolicy('fleet-hook-role', (statements) => {
          statements.push(
            {
              Effect: 'Allow',
              Action: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
              Resource: '*',
            },
            { Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' },
            {
              Effect: 'Deny',
              Action: 'ec2:CreateNetworkInterface',
              Resource: '*',
              Condition: { ArnEquals: { 'lambda:SourceFunctionArn': hookArn } },
            },
          );
        }),
      ),
    ));

  it('is a hook that serves two templates', () =>
    nothingFound(
      both(
        resourcePolicy('lambda GetPolicy fleet-hook live', ([own]) => [
          {
            ...own,
            Sid: 'Second',
            Condition: {
              ...own.Condition,
              ArnLike: { 'AWS:SourceArn': templateArn.replace('first', 'second') },
            },
          },
          own,
        ]),
        more(
          answer(
            'iot',
            'DescribeProvisioningTemplate',
            { templateName: 'second-fleet' },
            { enabled: true },
          ),
        ),
      ),
    ));

  it('is a role of the account itself that may call the function', () =>
    nothingFound(
      resourcePolicy('lambda GetPolicy fleet-hook live', ([own]) => [
        own,
        {
          Sid: 'Ops',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::123456789012:role/ops' },
          Action: 'lambda:InvokeFunction',
          Resource: hookArn,
        },
      ]),
    ));

  it('is a condition that is written in other letters, with an exact comparison', () =>
    nothingFound(
      resourcePolicy('lambda GetPolicy fleet-hook live', ([own]) => [
        {
          ...own,
          Condition: {
            stringequals: { 'aws:sourcearn': templateArn, 'aws:SourceAccount': ['123456789012'] },
          },
        },
      ]),
    ));

  it('is the same permission in two policies', () =>
    nothingFound(
      both(
        change('iam ListRolePolicies fleet-hook-role', ({ PolicyNames }) =>
          PolicyNames.push('more'),
        ),
        more(
          answer(
            'iam',
            'GetRolePolicy',
            { RoleName: 'fleet-hook-role', PolicyName: 'more' },
            {
              PolicyDocument: JSON.stringify({
                Statement: {
                  Effect: 'Allow',
                  Action: 'dynamodb:GetItem',
                  Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/devices',
                },
              }),
            },
          ),
        ),
      ),
    ));

  it('is another rule on presence events, which calls something else', () =>
    nothingFound(
      both(
        change('iot ListTopicRules', ({ rules }) =>
          rules.unshift({
            ruleArn: `${ruleArn}_metrics`,
            ruleName: 'fleet_presence_metrics',
            topicPattern: '$aws/events/#',
          }),
        ),
        more(
          answer(
            'iot',
            'GetTopicRule',
            { ruleName: 'fleet_presence_metrics' },
            {
              ruleArn: `${ruleArn}_metrics`,
              rule: {
                ruleName: 'fleet_presence_metrics',
                sql: "SELECT clientId FROM '$aws/events/#'",
                actions: [
                  {
                    lambda: { functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:gone' },
                  },
                ],
              },
            },
          ),
          {
            service: 'lambda',
            operation: 'GetFunctionConfiguration',
            input: { FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:gone' },
            asked: { kind: 'absent', code: 'ResourceNotFoundException' },
          },
        ),
      ),
    ));

  it('is a hook without presence, where nothing takes presence events', async () => {
    const without = {
      ...hookManifest,
      function: {
        ...hookManifest.function,
        hook: { plugins: [], parameters: ['SerialNumber'], overrideKeys: ['Site'] },
      },
    };
    await nothingFound(gone('iot ListTopicRules'), [without]);
    await nothingFound(denied('iot ListTopicRules'), [without]);
  });
});

describe('what an examination says', () => {
  it('that a permission on the function itself serves no alias', async () => {
    const { findings } = await examinedAfter((recorded) => {
      const of = (Qualifier?: string) =>
        recorded.findIndex(
          ({ operation, input }) =>
            operation === 'GetPolicy' &&
            input.FunctionName === 'fleet-hook' &&
            input.Qualifier === Qualifier,
        );
      const asked = recorded[of('live')]?.asked;
      if (asked?.kind !== 'answer') throw new Error('no policy');
      const Policy = String(asked.output.Policy).replaceAll(':live', '');
      gone('lambda GetPolicy fleet-hook live')(recorded);
      recorded[of()] = answer('lambda', 'GetPolicy', { FunctionName: 'fleet-hook' }, { Policy });
    });
    expect(findings[0]?.code).to.equal('INVOKE_NOT_ALLOWED');
    expect(findings[0]?.what).to.include(
      'One on the function itself does, which counts for nothing',
    );
  });

  it('that presence events are needed by a plugin inside of another', async () => {
    const plugins = [
      {
        name: 'any-of',
        parts: [{ name: 'when', parts: [{ name: 'claim-once', presence: true, parts: [] }] }],
      },
    ];
    const nested = {
      ...hookManifest,
      function: { ...hookManifest.function, hook: { ...hookManifest.function.hook, plugins } },
    };
    const none = change('iot ListTopicRules', (output) => {
      output.rules = [];
    });
    expect(codesOf(await examinedAfter(none, [nested]))).to.deep.equal(['PRESENCE_RULE_ABSENT']);
  });

  it('what is wrong first, then what is not known, then what is merely worse', async () => {
    const { findings } = await examinedAfter(
      both(
        gone('lambda GetPolicy fleet-hook live'),
        denied('cloudwatch DescribeAlarms MetricAlarm'),
        change('logs DescribeLogGroups /aws/lambda/fleet-hook', ({ logGroups }) => {
          delete logGroups[1].retentionInDays;
        }),
      ),
    );
    expect(findings.map(({ level }) => level)).to.deep.equal(['error', 'unknown', 'warning']);
  });

  it('nothing of what a role lacks where one of its policies could not be read', async () => {
    const damage = denied('iam GetRolePolicy fleet-hook-role gangway');
    expect(codesOf(await examinedAfter(damage))).to.deep.equal(['NOT_ASKED']);
  });

  for (const kind of ['inline', 'attached']) {
    it(`that nobody knows what a policy grants that is listed, and is not there: ${kind}`, async () => {
      const PolicyArn = 'arn:aws:iam::123456789012:policy/new';
      const attached = both(
        change('iam ListAttachedRolePolicies fleet-hook-role', ({ AttachedPolicies }) =>
          AttachedPolicies.push({ PolicyArn }),
        ),
        more({
          service: 'iam',
          operation: 'GetPolicy',
          input: { PolicyArn },
          asked: { kind: 'absent', code: 'NoSuchEntityException' },
        }),
      );
      const damage =
        kind === 'attached' ? attached : gone('iam GetRolePolicy fleet-hook-role gangway');
      expect(codesOf(await examinedAfter(damage))).to.deep.equal(['NOT_UNDERSTOOD']);
    });
  }

  it('that a table of another Region could not be asked about', async () => {
    const permissions = hookManifest.function.permissions.map(({ action }) => ({
      action,
      resource: 'arn:aws:dynamodb:eu-west-1:*:table/devices',
    }));
    const elsewhere = { ...hookManifest, function: { ...hookManifest.function, permissions } };
    const { findings } = await examinedAfter(
      rolePolicy('fleet-hook-role', (statements) => {
        const items = statements.find(({ Action }) => Action.includes('dynamodb:GetItem'));
        items.Resource = 'arn:aws:dynamodb:eu-west-1:123456789012:table/devices';
      }),
      [elsewhere, lifecycleManifest],
    );
    expect(findings.map(({ code, where }) => [code, where])).to.deep.equal([
      ['NOT_ASKED', 'arn:aws:dynamodb:eu-west-1:123456789012:table/devices'],
    ]);
  });

  it('that Lambda runs other code than the zip at hand, and nothing of one that is not', async () => {
    const hashes = ['LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=', 'AAAA'];
    const found = hashes.map(async (hash) => {
      const zips = new Map([[hookManifest, hash]]);
      return codesOf(await examine(accountOf(aDeployment()), { templateName, manifests, zips }));
    });
    expect(await Promise.all(found)).to.deep.equal([[], ['CODE_DIFFERS']]);
  });

  it('that a function is called by its name, and so as its latest code', async () => {
    const { findings } = await examinedAfter((recorded) => {
      const text = JSON.stringify(recorded).replaceAll('fleet-hook:live', 'fleet-hook');
      recorded.splice(0, recorded.length, ...JSON.parse(text));
      const at = recorded.findIndex(
        ({ operation, input }) =>
          operation === 'GetPolicy' &&
          input.FunctionName === 'fleet-hook' &&
          input.Qualifier === undefined,
      );
      recorded.splice(at, 1);
      const live = recorded.find(
        ({ operation, input }) => operation === 'GetPolicy' && input.FunctionName === 'fleet-hook',
      );
      if (live !== undefined) Object.assign(live, { input: { FunctionName: 'fleet-hook' } });
    });
    expect(codesOf({ findings })).to.deep.equal(['HOOK_UNVERSIONED']);
  });
});
