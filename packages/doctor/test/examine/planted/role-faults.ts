import { encoded } from '../a-deployment.js';
import { both, change, type Damage, gone, more, rolePolicy, trust } from '../damage.js';
import { answer } from '../recorded.js';
import type { PlantedFault } from './planted-fault.js';

const attached = (
  role: string,
  PolicyName: string,
  PolicyArn: string,
  statements: object[],
): Damage =>
  both(
    change(`iam ListAttachedRolePolicies ${role}`, ({ AttachedPolicies }) =>
      AttachedPolicies.push({ PolicyName, PolicyArn }),
    ),
    more(
      answer('iam', 'GetPolicy', { PolicyArn }, { Policy: { PolicyName, DefaultVersionId: 'v2' } }),
      answer(
        'iam',
        'GetPolicyVersion',
        { PolicyArn, VersionId: 'v2' },
        {
          PolicyVersion: { Document: encoded(statements), VersionId: 'v2', IsDefaultVersion: true },
        },
      ),
    ),
  );
export const roleFaults: readonly PlantedFault[] = [
  {
    fault: 'the provisioning role is gone',
    code: 'ROLE_ABSENT',
    damage: gone('iam GetRole fleet-provisioning'),
  },
  {
    fault: 'the provisioning role trusts another service',
    code: 'ROLE_TRUST_ABSENT',
    damage: both(
      trust('fleet-provisioning', (own) => {
        own.Action = 'sts:TagSession';
      }),
    ),
  },
  {
    fault: 'the provisioning role is for another template',
    code: 'ROLE_TRUST_ABSENT',
    damage: trust('fleet-provisioning', (own) => {
      own.Condition.ArnLike['aws:SourceArn'] += '-of-old';
    }),
  },
  {
    fault: 'the provisioning role has no condition',
    code: 'ROLE_TRUST_UNCONDITIONED',
    damage: trust('fleet-provisioning', (own) => {
      delete own.Condition;
    }),
  },
  {
    fault: 'the provisioning role wants a condition that nobody knows',
    code: 'ROLE_TRUST_UNKNOWN',
    damage: trust('fleet-provisioning', (own) => {
      own.Condition.Bool = { 'aws:SecureTransport': 'true' };
    }),
  },
  {
    fault: 'another account may take the provisioning role',
    code: 'ROLE_TRUST_WIDE',
    damage: trust('fleet-provisioning', (own) => {
      own.Principal.AWS = 'arn:aws:iam::999999999999:root';
    }),
  },
  {
    fault: "anybody may take the role of the rule's error action",
    code: 'ROLE_TRUST_WIDE',
    damage: trust('fleet-failures', (own) => {
      own.Principal.AWS = '*';
    }),
  },
  {
    fault: "AWS IoT may not take the role of the rule's error action",
    code: 'ROLE_TRUST_ABSENT',
    damage: trust('fleet-failures', (own) => {
      own.Condition.ArnLike['aws:SourceArn'] += '_of_old';
    }),
  },
  {
    fault: 'anybody may take the role of the function',
    code: 'ROLE_TRUST_WIDE',
    damage: trust('fleet-hook-role', (own) => {
      own.Principal.AWS = ['*'];
    }),
  },
  {
    fault: 'the provisioning role may not make things',
    code: 'PROVISIONING_ROLE_LACKS',
    damage: rolePolicy('fleet-provisioning', (statements) => {
      for (const statement of statements) {
        statement.Action = statement.Action.filter(
          (action: string) => action !== 'iot:CreateThing',
        );
      }
    }),
  },
  {
    fault: 'the provisioning role may do all of AWS IoT',
    code: 'ROLE_WIDE',
    damage: rolePolicy('fleet-provisioning', (statements) => {
      statements.push({ Effect: 'Allow', Action: 'iot:*', Resource: '*' });
    }),
  },
  {
    fault: "the provisioning role has AWS's managed policy",
    code: 'ROLE_MANAGED',
    damage: attached(
      'fleet-provisioning',
      'AWSIoTThingsRegistration',
      'arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration',
      [{ Effect: 'Allow', Action: ['iot:CreateThing', 'iot:RegisterThing'], Resource: ['*'] }],
    ),
  },
  {
    fault: 'the function may not write to its table',
    code: 'ROLE_LACKS',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      for (const statement of statements) {
        statement.Action = statement.Action.filter(
          (action: string) => action !== 'dynamodb:UpdateItem',
        );
      }
    }),
  },
  {
    fault: 'the function may write to another table alone',
    code: 'ROLE_LACKS',
    damage: both(
      rolePolicy('fleet-hook-role', (statements) => {
        for (const statement of statements) {
          statement.Action = statement.Action.filter(
            (action: string) => !action.startsWith('dynamodb:'),
          );
        }
        const empty = statements.findIndex(({ Action }) => Action.length === 0);
        statements.splice(empty, 1);
      }),
    ),
  },
  {
    fault: 'the function is denied its table',
    code: 'ROLE_LACKS',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      statements.push({ Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' });
    }),
  },
  {
    fault: 'the lifecycle function may not send on what it could not take',
    code: 'ROLE_LACKS',
    damage: rolePolicy('fleet-lifecycle-role', (statements) => {
      const at = statements.findIndex(({ Action }) => Action.includes('sqs:SendMessage'));
      statements.splice(at, 1);
    }),
  },
  {
    fault: 'a permissions boundary keeps the function from its table',
    code: 'ROLE_LACKS',
    damage: both(
      change('iam GetRole fleet-hook-role', ({ Role }) => {
        Role.PermissionsBoundary = {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
        };
      }),
      more(
        answer(
          'iam',
          'GetPolicy',
          { PolicyArn: 'arn:aws:iam::123456789012:policy/boundary' },
          { Policy: { DefaultVersionId: 'v1' } },
        ),
        answer(
          'iam',
          'GetPolicyVersion',
          { PolicyArn: 'arn:aws:iam::123456789012:policy/boundary', VersionId: 'v1' },
          {
            PolicyVersion: {
              Document: encoded([{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }]),
            },
          },
        ),
      ),
    ),
  },
  {
    fault: 'the function may read its table from one address alone',
    code: 'ROLE_CONDITIONAL',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      for (const statement of statements)
        statement.Condition = { IpAddress: { 'aws:SourceIp': '192.0.2.1' } };
    }),
  },
  {
    fault: 'the function may delete items',
    code: 'ROLE_WIDE',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      const items = statements.find(({ Action }) => Action.includes('dynamodb:GetItem'));
      items.Action.push('dynamodb:DeleteItem');
    }),
  },
  {
    fault: "an account's own policy lets the function read every secret",
    code: 'ROLE_WIDE',
    damage: attached('fleet-hook-role', 'secrets', 'arn:aws:iam::123456789012:policy/secrets', [
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    ]),
  },
  {
    fault: 'the function has the basic execution role',
    code: 'ROLE_MANAGED',
    damage: attached(
      'fleet-hook-role',
      'AWSLambdaBasicExecutionRole',
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '*',
        },
      ],
    ),
  },
  {
    fault: 'the function may do anything',
    code: 'ROLE_ADMIN',
    damage: attached(
      'fleet-hook-role',
      'AdministratorAccess',
      'arn:aws:iam::aws:policy/AdministratorAccess',
      [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    ),
  },
  {
    fault: 'the function may give any role any policy',
    code: 'ROLE_ADMIN',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      statements.push({ Effect: 'Allow', Action: 'iam:*RolePolicy', Resource: '*' });
    }),
  },
  {
    fault: 'the function may give itself permissions',
    code: 'ROLE_ADMIN',
    damage: rolePolicy('fleet-hook-role', (statements) => {
      statements.push({ Effect: 'Allow', Action: ['IAM:*'], Resource: '*' });
    }),
  },
];
