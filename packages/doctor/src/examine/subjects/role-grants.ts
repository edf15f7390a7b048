import {
  compareGrants,
  type GrantedStatement,
  type MissingGrant,
  type PolicyStatement,
} from '@gangway/deployment';
import { inTurn } from '../command.js';
import { type Finding, found } from '../finding.js';
import { concernsAction } from '../policy/wildcard.js';
import type { RoleSubject } from './role.js';
import { detaching, granting } from './role-mend.js';
import type { RolePolicies, RolePolicy } from './role-policies.js';

type Named = RoleSubject & { readonly name: string };

/** Whether a role may do what is needed, and no more. */
export const examineGrants = (
  subject: Named,
  policies: RolePolicies,
  boundary: RolePolicy | undefined,
): readonly Finding[] => [
  ...lacking(subject, policies, boundary),
  ...policies.policies.flatMap((policy) => excess(subject, policy, policies)),
];

function lacking(
  { name, arn: where, needed = [], lacks }: Named,
  { policies, complete }: RolePolicies,
  boundary: RolePolicy | undefined,
): readonly Finding[] {
  const all = policies.flatMap(({ grants }) => grants);
  // Where a policy could not be read, it may be the one that grants: that it could not be is said already.
  const own = complete ? compareGrants(needed, all).missing : [];
  const bounded = boundary === undefined ? [] : compareGrants(needed, boundary.grants).missing;
  const sure = own.filter(({ why }) => why !== 'conditional');
  const perhaps = own.filter(({ why }) => why === 'conditional');
  return [
    ...(sure.length === 0
      ? []
      : [
          found(lacks, {
            what: `The role ${name} may not do ${listed(sure)}.`,
            mend: sure.some(({ why }) => why === 'denied')
              ? 'In CDK: remove the statement that denies it, and deploy.'
              : granting(name, 'gangway-needed', needed),
            where,
          }),
        ]),
    ...(bounded.length === 0
      ? []
      : [
          found(lacks, {
            what: `The permissions boundary ${boundary?.name} does not let the role ${name} do ${listed(bounded)}.`,
            mend: 'In CDK: let the permissions boundary of the role allow it, and deploy.',
            where,
          }),
        ]),
    ...(perhaps.length === 0
      ? []
      : [
          found('ROLE_CONDITIONAL', {
            what: `The role ${name} may do ${listed(perhaps)} under conditions alone.`,
            mend: granting(name, 'gangway-needed', needed),
            where,
          }),
        ]),
  ];
}

function excess(
  { name, arn: where, needed, tolerated = [] }: Named,
  policy: RolePolicy,
  { policies }: RolePolicies,
): readonly Finding[] {
  const mend = replacing(name, policy, needed && [...needed, ...inUse(tolerated, policy)]);
  if (policy.grants.some(mayAnything)) {
    const what = `The policy ${policy.name} lets the role ${name} do anything.`;
    return [found('ROLE_ADMIN', { what, mend, where })];
  }
  if (policy.kind === 'managed') {
    const what = `The role ${name} has AWS's managed policy ${policy.name}.`;
    return [found('ROLE_MANAGED', { what, mend, where })];
  }
  if (needed === undefined) return [];
  const denials = policies
    .flatMap(({ grants }) => grants)
    .filter(({ effect }) => effect === 'Deny');
  const more = compareGrants([...needed, ...tolerated], [...policy.grants, ...denials]).excess;
  if (more.length === 0) return [];
  const what = `The policy ${policy.name} lets the role ${name} do ${listed(more)}, which is more than is needed.`;
  return [found('ROLE_WIDE', { what, mend, where })];
}

/** Anything, or what gives the permission to anything. */
const mayAnything = ({ effect, actions: Action, notActions }: GrantedStatement): boolean =>
  effect === 'Allow' &&
  (notActions !== undefined || escalations.some((action) => concernsAction({ Action }, action)));

/** With each of these a role, or whoever has it, comes to what it was not given. */
const escalations = [
  'AddUserToGroup',
  ...['AttachGroupPolicy', 'AttachRolePolicy', 'AttachUserPolicy', 'CreateAccessKey'],
  ...['CreateLoginProfile', 'CreatePolicyVersion', 'DeleteRolePermissionsBoundary'],
  ...['PutGroupPolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'PutUserPolicy'],
  ...['SetDefaultPolicyVersion', 'UpdateAssumeRolePolicy', 'UpdateLoginProfile'],
].map((action) => `iam:${action}`);

/** What Lambda itself does by a policy, and so must go on doing when the policy is replaced. */
const inUse = (
  tolerated: readonly PolicyStatement[],
  { grants }: RolePolicy,
): readonly PolicyStatement[] =>
  tolerated.flatMap(({ actions, resources }) => {
    const allowed = actions.filter(
      (action) => compareGrants([{ actions: [action], resources }], grants).missing.length === 0,
    );
    return allowed.length === 0 ? [] : [{ actions: allowed, resources }];
  });

function replacing(
  roleName: string,
  { kind, name, grants }: RolePolicy,
  needed: RoleSubject['needed'],
): string {
  if (needed === undefined) {
    return 'In CDK: deploy a role of its own, as the construct makes it, with no more than is needed.';
  }
  if (grants.some(({ effect }) => effect === 'Deny')) {
    return 'In CDK: take out of the policy what is more than is needed, and leave what it denies, and deploy.';
  }
  return kind === 'inline'
    ? granting(roleName, name, needed)
    : inTurn(granting(roleName, 'gangway-needed', needed), detaching(roleName, name));
}

const listed = (pairs: readonly Pick<MissingGrant, 'action' | 'resource'>[]): string =>
  pairs.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
