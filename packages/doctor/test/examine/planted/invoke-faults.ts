import { both, gone, more, type Output, resourcePolicy } from '../damage.js';
import { absent, answer } from '../recorded.js';
import type { PlantedFault } from './planted-fault.js';

const invoke = (edit: (statements: Output[]) => readonly Output[] | undefined) =>
  resourcePolicy('lambda GetPolicy fleet-hook live', edit);
const condition = (edit: (own: Output) => void) =>
  invoke((statements) => {
    edit(statements[0].Condition);
    return undefined;
  });
const hookArn = 'arn:aws:lambda:us-east-1:123456789012:function:fleet-hook:live';
const stranger = (principal: object | string, more: object = {}) =>
  invoke((statements) => [
    ...statements,
    {
      Sid: 'Stranger',
      Effect: 'Allow',
      Principal: principal,
      Action: 'lambda:InvokeFunction',
      Resource: hookArn,
      ...more,
    },
  ]);

export const invokeFaults: readonly PlantedFault[] = [
  {
    fault: 'the alias has no resource policy',
    code: 'INVOKE_NOT_ALLOWED',
    damage: gone('lambda GetPolicy fleet-hook live'),
  },
  {
    fault: 'the permission is on the function and not on its alias',
    code: 'INVOKE_NOT_ALLOWED',
    damage: (recorded) => {
      const on = recorded.find(
        ({ operation, input }) =>
          operation === 'GetPolicy' &&
          input.FunctionName === 'fleet-hook' &&
          input.Qualifier === 'live',
      );
      if (on?.asked.kind !== 'answer') throw new Error('no policy');
      const Policy = String(on.asked.output.Policy).replaceAll('fleet-hook:live', 'fleet-hook');
      gone('lambda GetPolicy fleet-hook live')(recorded);
      const at = recorded.findIndex(
        ({ operation, input }) =>
          operation === 'GetPolicy' &&
          input.FunctionName === 'fleet-hook' &&
          input.Qualifier === undefined,
      );
      recorded[at] = answer('lambda', 'GetPolicy', { FunctionName: 'fleet-hook' }, { Policy });
    },
  },
  {
    fault: 'the permission is for another template, which is there',
    code: 'INVOKE_NOT_ALLOWED',
    damage: both(
      condition((own) => {
        own.ArnLike['AWS:SourceArn'] =
          'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/second-fleet';
      }),
      more(
        answer(
          'iot',
          'DescribeProvisioningTemplate',
          { templateName: 'second-fleet' },
          { templateName: 'second-fleet' },
        ),
      ),
    ),
  },
  {
    fault: 'the permission is for another account',
    code: 'INVOKE_NOT_ALLOWED',
    damage: condition((own) => {
      own.StringEquals['AWS:SourceAccount'] = '999999999999';
    }),
  },
  {
    fault: 'the permission is to read the function',
    code: 'INVOKE_NOT_ALLOWED',
    damage: invoke(([own]) => [{ ...own, Action: 'lambda:GetFunction' }]),
  },
  {
    fault: 'the permission is given to another service',
    code: 'INVOKE_NOT_ALLOWED',
    damage: invoke(([own]) => [{ ...own, Principal: { Service: 'events.amazonaws.com' } }]),
  },
  {
    fault: 'an exact comparison is made with a pattern, which never holds',
    code: 'INVOKE_NOT_ALLOWED',
    damage: condition((own) => {
      own.StringEquals['AWS:SourceArn'] =
        'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/*';
      delete own.ArnLike;
    }),
  },
  {
    fault: 'the call is denied',
    code: 'INVOKE_DENIED',
    damage: invoke(([own]) => [
      own,
      { ...own, Sid: 'Never', Effect: 'Deny', Principal: '*', Condition: {} },
    ]),
  },
  {
    fault: 'the permission has no conditions',
    code: 'INVOKE_SOURCE_ARN_ABSENT',
    damage: invoke(([own]) => [
      { ...own, Condition: { StringEquals: own.Condition.StringEquals } },
    ]),
  },
  {
    fault: 'aws:SourceArn is compared only if it is there',
    code: 'INVOKE_SOURCE_ARN_ABSENT',
    damage: condition((own) => {
      own.ArnLikeIfExists = own.ArnLike;
      delete own.ArnLike;
    }),
  },
  {
    fault: 'aws:SourceArn is any template',
    code: 'INVOKE_SOURCE_ARN_WIDE',
    damage: condition((own) => {
      own.ArnLike['AWS:SourceArn'] = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/*';
    }),
  },
  {
    fault: 'aws:SourceArn is this template, or anything',
    code: 'INVOKE_SOURCE_ARN_WIDE',
    damage: condition((own) => {
      own.ArnLike['AWS:SourceArn'] = [own.ArnLike['AWS:SourceArn'], 'arn:aws:iot:*'];
    }),
  },
  {
    fault: 'the permission has no aws:SourceAccount',
    code: 'INVOKE_SOURCE_ACCOUNT_ABSENT',
    damage: condition((own) => {
      delete own.StringEquals;
    }),
  },
  {
    fault: 'aws:SourceAccount is this account or another',
    code: 'INVOKE_SOURCE_ACCOUNT_ABSENT',
    damage: condition((own) => {
      own.StringEquals['AWS:SourceAccount'] = ['123456789012', '999999999999'];
    }),
  },
  { fault: 'anybody may call', code: 'INVOKE_OTHER_PRINCIPAL', damage: stranger('*') },
  {
    fault: 'anybody may call by a function URL',
    code: 'INVOKE_OTHER_PRINCIPAL',
    damage: stranger('*', {
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
  },
  {
    fault: 'another account may call',
    code: 'INVOKE_OTHER_PRINCIPAL',
    damage: stranger({ AWS: 'arn:aws:iam::999999999999:root' }),
  },
  {
    fault: 'another service may call for anybody',
    code: 'INVOKE_OTHER_PRINCIPAL',
    damage: stranger({ Service: 'apigateway.amazonaws.com' }),
  },
  {
    fault: 'anybody may call the function itself',
    code: 'INVOKE_OTHER_PRINCIPAL',
    damage: (recorded) => {
      const at = recorded.findIndex(
        ({ operation, input }) =>
          operation === 'GetPolicy' &&
          input.FunctionName === 'fleet-hook' &&
          input.Qualifier === undefined,
      );
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Open',
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'lambda:InvokeFunction',
            Resource: hookArn.replace(':live', ''),
          },
        ],
      });
      recorded[at] = answer('lambda', 'GetPolicy', { FunctionName: 'fleet-hook' }, { Policy });
    },
  },
  {
    fault: 'a statement is left of a template that is gone',
    code: 'INVOKE_LEFT_OVER',
    damage: both(
      invoke(([own]) => [
        own,
        {
          ...own,
          Sid: 'Old',
          Condition: {
            ...own.Condition,
            ArnLike: {
              'AWS:SourceArn': 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/old-fleet',
            },
          },
        },
      ]),
      more(absent('iot', 'DescribeProvisioningTemplate', { templateName: 'old-fleet' })),
    ),
  },
  {
    fault: 'the permission hangs on an organisation',
    code: 'INVOKE_CONDITION_UNKNOWN',
    damage: condition((own) => {
      own.StringEquals['aws:PrincipalOrgID'] = 'o-example';
    }),
  },
];
