import { isObject, type Json, type JsonObject } from '../plain/json.js';
import type { Answers, Deployed } from './answers.js';
import { listOf } from './resolved-stack.js';

/** What IAM tells of the roles of a stack; its policies percent-encoded, as IAM has them. */
export function iamAnswers({ all, partition, account }: Deployed): Answers {
  const roleOf = (name: unknown) => all('AWS::IAM::Role').find(({ RoleName }) => RoleName === name);
  const policiesOf = (name: unknown): readonly JsonObject[] => [
    ...listOf(roleOf(name)?.Policies).filter(isObject),
    ...all('AWS::IAM::Policy').filter(({ Roles }) => listOf(Roles).includes(String(name))),
  ];
  return {
    GetRole({ RoleName }) {
      const role = roleOf(RoleName);
      if (role === undefined) return undefined;
      const { AssumeRolePolicyDocument: trust = null, PermissionsBoundary: boundary } = role;
      return {
        Role: {
          RoleName: String(RoleName),
          Arn: `arn:${partition}:iam::${account}:role/${RoleName}`,
          AssumeRolePolicyDocument: encoded(trust),
          ...(boundary === undefined
            ? {}
            : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
        },
      };
    },
    ListRolePolicies: ({ RoleName }) =>
      roleOf(RoleName) && {
        PolicyNames: policiesOf(RoleName).map(({ PolicyName = null }) => PolicyName),
      },
    GetRolePolicy({ RoleName, PolicyName }) {
      const policy = policiesOf(RoleName).find((it) => it.PolicyName === PolicyName);
      return policy && { PolicyDocument: encoded(policy.PolicyDocument ?? null) };
    },
    ListAttachedRolePolicies({ RoleName }) {
      const role = roleOf(RoleName);
      return (
        role && {
          AttachedPolicies: listOf(role.ManagedPolicyArns).map((PolicyArn) => ({ PolicyArn })),
        }
      );
    },
    // Those of AWS, of which the stacks that are wrong have one.
    GetPolicy: () => ({ Policy: { DefaultVersionId: 'v1' } }),
    GetPolicyVersion: () => ({
      PolicyVersion: {
        Document: encoded({ Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] }),
      },
    }),
  };
}

const encoded = (policy: Json): string => encodeURIComponent(JSON.stringify(policy));
