import type { PolicyStatement } from '@gangway/deployment';
import * as v from 'valibot';
import { readRoleArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { readPolicyDocument } from '../policy/policy-document.js';
import { type Taker, trustFaults } from '../policy/role-trust.js';
import { role as roleQuestion } from '../questions.js';
import { examineGrants } from './role-grants.js';
import { trusting } from './role-mend.js';
import { readManaged, readRolePolicies } from './role-policies.js';

/** A role, and what it is held against. */
export interface RoleSubject {
  readonly arn: string;
  readonly taker: Taker;
  /** Absent where nobody knows. */
  readonly needed?: readonly PolicyStatement[];
  /** What it may have besides, such as what Lambda itself asks for. */
  readonly tolerated?: readonly PolicyStatement[];
  readonly lacks: 'ROLE_LACKS' | 'PROVISIONING_ROLE_LACKS';
}

const answer = v.looseObject({
  Role: v.looseObject({
    AssumeRolePolicyDocument: v.string(),
    PermissionsBoundary: v.optional(v.looseObject({ PermissionsBoundaryArn: v.string() })),
  }),
});

/** Who may take a role, and what it may do. */
export async function examineRole(
  subject: RoleSubject,
  context: Context,
): Promise<readonly Finding[]> {
  const { arn, taker } = subject;
  const { inquiry } = context;
  const name = readRoleArn(arn)?.name ?? arn;
  const question = roleQuestion(name, arn);
  const reply = await inquiry.ask(question, answer);
  if (reply.kind === 'absent') {
    const mend = 'In CDK: deploy the construct that the role belongs to.';
    return [found('ROLE_ABSENT', { what: `There is no role ${arn}.`, mend, where: arn })];
  }
  const [policies, boundary] = await Promise.all([
    readRolePolicies(name, arn, inquiry),
    reply.kind === 'answer' && reply.value.Role.PermissionsBoundary !== undefined
      ? readManaged(reply.value.Role.PermissionsBoundary.PermissionsBoundaryArn, inquiry)
      : undefined,
  ]);
  const grants = examineGrants({ ...subject, name }, policies, boundary);
  if (reply.kind === 'unknown') return grants;
  const statements = readPolicyDocument(reply.value.Role.AssumeRolePolicyDocument);
  if (statements === undefined) {
    inquiry.notUnderstood(question, 'AssumeRolePolicyDocument is no policy document');
    return grants;
  }
  const trust = trustFaults(statements, taker).map(({ code, what }) =>
    found(code, { what: `The role ${name} ${what}.`, mend: trusting(name, taker), where: arn }),
  );
  return [...trust, ...grants];
}
