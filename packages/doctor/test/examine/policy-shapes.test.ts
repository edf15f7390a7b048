import { examine } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, encoded, templateArn, templateName } from './a-deployment.js';
import { change, type Damage, type Output, resourcePolicy } from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { accountOf, answer } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:fleet-hook';
const [own, foreign] = ['123456789012', '999999999999'];
const foreignTemplate = templateArn.replace(own, foreign);

async function codesAfter(damage: Damage): Promise<readonly string[]> {
  const recorded = aDeployment();
  damage(recorded);
  const { findings } = await examine(accountOf(recorded), { templateName, manifests });
  return [...new Set(findings.map(({ code }) => code))].sort();
}

/** Adds a statement to those that make the deployment work. */
const also = (statement: object): Damage =>
  resourcePolicy('lambda GetPolicy fleet-hook live', (statements) => [
    ...statements,
    {
      Sid: 'Also',
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: `${functionArn}:live`,
      ...statement,
    },
  ]);

const iot = { Service: 'iot.amazonaws.com' };
const condition = (operator: string, key: string, value: unknown) => ({
  [operator]: { [key]: value },
});

describe('a statement of the resource policy beside the right one', () => {
  const shapes: readonly (readonly [string, object, readonly string[]])[] = [
    [
      'for a template of another account',
      {
        Principal: iot,
        Condition: {
          StringEquals: { 'AWS:SourceAccount': foreign },
          ArnLike: { 'AWS:SourceArn': foreignTemplate },
        },
      },
      ['INVOKE_SOURCE_ACCOUNT_ABSENT'],
    ],
    [
      'for another account, whatever the template',
      { Principal: iot, Condition: condition('StringEquals', 'aws:SourceAccount', foreign) },
      ['INVOKE_SOURCE_ACCOUNT_ABSENT', 'INVOKE_SOURCE_ARN_ABSENT'],
    ],
    [
      'that is open, with its lists as lists',
      { Principal: { Service: ['iot.amazonaws.com'] }, Action: ['lambda:*'] },
      ['INVOKE_SOURCE_ACCOUNT_ABSENT', 'INVOKE_SOURCE_ARN_ABSENT'],
    ],
    [
      'whose comparison holds where there is nothing to compare',
      {
        Principal: iot,
        Condition: {
          'ForAllValues:StringEquals': { 'aws:SourceAccount': own },
          'ForAllValues:ArnLike': { 'aws:SourceArn': templateArn },
        },
      },
      ['INVOKE_CONDITION_UNKNOWN', 'INVOKE_SOURCE_ACCOUNT_ABSENT', 'INVOKE_SOURCE_ARN_ABSENT'],
    ],
    [
      'for a service that calls for another account',
      {
        Principal: { Service: 's3.amazonaws.com' },
        Condition: condition('StringEquals', 'aws:SourceAccount', foreign),
      },
      ['INVOKE_OTHER_PRINCIPAL'],
    ],
    [
      'for a service that calls for any account',
      {
        Principal: { Service: 'apigateway.amazonaws.com' },
        Condition: condition('ArnLike', 'aws:SourceArn', 'arn:aws:execute-api:*:*:*'),
      },
      ['INVOKE_OTHER_PRINCIPAL'],
    ],
    [
      'for a bucket, whose name somebody else may come to hold',
      {
        Principal: { Service: 's3.amazonaws.com' },
        Condition: condition('ArnLike', 'AWS:SourceArn', 'arn:aws:s3:::firmware'),
      },
      ['INVOKE_OTHER_PRINCIPAL'],
    ],
    [
      'for an organisation',
      {
        Principal: { AWS: '*' },
        Condition: condition('StringEquals', 'aws:PrincipalOrgID', 'o-example'),
      },
      ['INVOKE_OTHER_PRINCIPAL'],
    ],
    [
      'for all but somebody',
      { NotPrincipal: { AWS: `arn:aws:iam::${own}:root` } },
      ['INVOKE_OTHER_PRINCIPAL'],
    ],
    [
      'that denies all but one account',
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: condition('StringNotEquals', 'aws:SourceAccount', own),
      },
      ['INVOKE_CONDITION_UNKNOWN'],
    ],
    [
      'for a service that calls for this account',
      {
        Principal: { Service: ['events.amazonaws.com'] },
        Condition: condition('ArnLike', 'AWS:SourceArn', `arn:aws:events:*:${own}:rule/warm`),
      },
      [],
    ],
    ['for roles of this account', { Principal: { AWS: [own, `arn:aws:iam::${own}:root`] } }, []],
  ];
  for (const [what, statement, codes] of shapes) {
    it(`${what}: ${codes.join(', ') || 'nothing'}`, async () => {
      expect(await codesAfter(also(statement))).to.deep.equal(codes);
    });
  }

  it('is looked at where it is on the function itself', async () => {
    const open = { Sid: 'Open', Effect: 'Allow', Principal: iot, Action: 'lambda:InvokeFunction' };
    const codes = await codesAfter((recorded) => {
      const at = recorded.findIndex(
        ({ operation, input }) =>
          operation === 'GetPolicy' &&
          input.FunctionName === 'fleet-hook' &&
          input.Qualifier === undefined,
      );
      const Policy = JSON.stringify({ Statement: [{ ...open, Resource: functionArn }] });
      recorded[at] = answer('lambda', 'GetPolicy', { FunctionName: 'fleet-hook' }, { Policy });
    });
    expect(codes).to.deep.equal(['INVOKE_SOURCE_ACCOUNT_ABSENT', 'INVOKE_SOURCE_ARN_ABSENT']);
  });
});

describe('the trust of the provisioning role', () => {
  const trusts = (edit: (own: Output) => readonly Output[]) =>
    change('iam GetRole fleet-provisioning', ({ Role }) => {
      const { Statement } = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument));
      Role.AssumeRolePolicyDocument = encoded(edit(Statement[0]));
    });
  const shapes: readonly (readonly [string, (own: Output) => readonly Output[], string[]])[] = [
    [
      'in any source',
      (it) => [{ ...it, Condition: condition('ArnLike', 'aws:SourceArn', '*') }],
      ['ROLE_TRUST_UNCONDITIONED'],
    ],
    [
      'in templates of any account',
      (it) => [
        {
          ...it,
          Condition: condition(
            'ArnLike',
            'AWS:SourceArn',
            'arn:aws:iot:*:*:provisioningtemplate/*',
          ),
        },
      ],
      ['ROLE_TRUST_UNCONDITIONED'],
    ],
    [
      'in this account, or another',
      (it) => [
        { ...it, Condition: condition('StringEquals', 'aws:SourceAccount', [own, foreign]) },
      ],
      ['ROLE_TRUST_UNCONDITIONED'],
    ],
    [
      'in a second statement, in another account',
      (it) => [it, { ...it, Condition: condition('StringEquals', 'aws:SourceAccount', foreign) }],
      ['ROLE_TRUST_UNCONDITIONED'],
    ],
    [
      'in another account alone',
      (it) => [{ ...it, Condition: condition('StringEquals', 'aws:SourceAccount', foreign) }],
      ['ROLE_TRUST_ABSENT', 'ROLE_TRUST_UNCONDITIONED'],
    ],
    [
      'but for a denial that only AWS can decide',
      (it) => [
        it,
        {
          ...it,
          Effect: 'Deny',
          Condition: condition('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'),
        },
      ],
      ['ROLE_TRUST_UNKNOWN'],
    ],
    [
      'but for a denial of everybody',
      (it) => [it, { Effect: 'Deny', Principal: { AWS: ['*'] }, Action: 'sts:AssumeRole' }],
      ['ROLE_TRUST_ABSENT'],
    ],
    [
      'in all of the account, as AWS documents it',
      (it) => [
        { ...it, Condition: condition('ArnLike', 'aws:SourceArn', `arn:aws:iot:*:${own}:*`) },
      ],
      [],
    ],
  ];
  for (const [what, edit, codes] of shapes) {
    it(`${what}: ${codes.join(', ') || 'nothing'}`, async () => {
      expect(await codesAfter(trusts(edit))).to.deep.equal(codes);
    });
  }
});
