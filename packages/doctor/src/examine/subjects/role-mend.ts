import type { PolicyStatement } from '@gangway/deployment';
import { aws } from '../command.js';
import type { Taker } from '../policy/role-trust.js';

const document = (Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** The command that lets a role trust its service, and nobody else. */
export const trusting = (roleName: string, { service, source }: Taker): string =>
  aws(
    ...['iam', 'update-assume-role-policy', '--role-name', roleName, '--policy-document'],
    document([
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        ...(source === undefined
          ? {}
          : {
              Condition: {
                StringEquals: { 'aws:SourceAccount': source.account },
                ArnLike: { 'aws:SourceArn': source.arn },
              },
            }),
      },
    ]),
  );

/** The command that makes an inline policy out of what is needed. */
export const granting = (
  roleName: string,
  policyName: string,
  statements: readonly PolicyStatement[],
): string =>
  aws(
    ...['iam', 'put-role-policy', '--role-name', roleName, '--policy-name', policyName],
    '--policy-document',
    document(
      statements.map(({ actions, resources }) => ({
        Effect: 'Allow',
        Action: actions,
        Resource: resources,
      })),
    ),
  );

export const detaching = (roleName: string, policyArn: string): string =>
  aws('iam', 'detach-role-policy', '--role-name', roleName, '--policy-arn', policyArn);
