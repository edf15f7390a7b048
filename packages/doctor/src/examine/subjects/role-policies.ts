import { type GrantedStatement, readGrants } from '@gangway/deployment';
import * as v from 'valibot';
import type { Inquiry, Question } from '../inquiry.js';
import { decodedPolicy } from '../policy/policy-document.js';
import {
  attachedPolicies,
  inlinePolicies,
  inlinePolicy,
  managedPolicy,
  managedPolicyVersion,
} from '../questions.js';

/** A policy of a role, and what it grants. */
export interface RolePolicy {
  /** `managed` is AWS's; `customer` the account's own, which may serve other roles, too. */
  readonly kind: 'inline' | 'customer' | 'managed';
  /** Of an inline one its name, else its ARN. */
  readonly name: string;
  readonly grants: readonly GrantedStatement[];
}

export interface RolePolicies {
  readonly policies: readonly RolePolicy[];
  /** That there is none beside these: where one could not be read, nobody can say what the role lacks. */
  readonly complete: boolean;
}

/** All policies that say what a role may do. */
export async function readRolePolicies(
  roleName: string,
  about: string,
  inquiry: Inquiry,
): Promise<RolePolicies> {
  const [inline, attached] = await Promise.all([
    inquiry.ask(
      inlinePolicies(roleName, about),
      v.looseObject({ PolicyNames: v.array(v.string()) }),
    ),
    inquiry.ask(attachedPolicies(roleName, about), attachedAnswer),
  ]);
  const names = inline.kind === 'answer' ? inline.value.PolicyNames : [];
  const arns = attached.kind === 'answer' ? attached.value.AttachedPolicies : [];
  const policies = await Promise.all([
    ...names.map((name) => readInline(roleName, name, { about, inquiry })),
    ...arns.map(({ PolicyArn }) => readManaged(PolicyArn, inquiry)),
  ]);
  const read = policies.filter((policy) => policy !== undefined);
  const complete = [inline, attached].every(({ kind }) => kind !== 'unknown');
  return { policies: read, complete: complete && read.length === policies.length };
}

const attachedAnswer = v.looseObject({
  AttachedPolicies: v.array(v.looseObject({ PolicyArn: v.string() })),
});

async function readInline(
  roleName: string,
  name: string,
  { about, inquiry }: { readonly about: string; readonly inquiry: Inquiry },
): Promise<RolePolicy | undefined> {
  const question = inlinePolicy(roleName, name, about);
  const reply = await inquiry.ask(question, v.looseObject({ PolicyDocument: v.string() }));
  if (reply.kind === 'absent') return vanished(question, inquiry);
  if (reply.kind === 'unknown') return undefined;
  const grants = grantsIn(reply.value.PolicyDocument, question, inquiry);
  return grants && { kind: 'inline', name, grants };
}

/** What a managed policy grants: its default version. */
export async function readManaged(arn: string, inquiry: Inquiry): Promise<RolePolicy | undefined> {
  const asking = managedPolicy(arn);
  const policy = await inquiry.ask(
    asking,
    v.looseObject({ Policy: v.looseObject({ DefaultVersionId: v.string() }) }),
  );
  if (policy.kind === 'absent') return vanished(asking, inquiry);
  if (policy.kind === 'unknown') return undefined;
  const question = managedPolicyVersion(arn, policy.value.Policy.DefaultVersionId);
  const version = await inquiry.ask(
    question,
    v.looseObject({ PolicyVersion: v.looseObject({ Document: v.string() }) }),
  );
  if (version.kind === 'absent') return vanished(question, inquiry);
  if (version.kind === 'unknown') return undefined;
  const grants = grantsIn(version.value.PolicyVersion.Document, question, inquiry);
  const kind = /^arn:[a-z-]+:iam::aws:policy\//.test(arn) ? 'managed' : 'customer';
  return grants && { kind, name: arn, grants };
}

/** IAM's answers are not of one moment: what it listed and then does not know may grant anything, or nothing. */
function vanished(question: Question, inquiry: Inquiry): undefined {
  inquiry.notUnderstood(question, 'the role has the policy, and there is none');
}

function grantsIn(
  text: string,
  question: Question,
  inquiry: Inquiry,
): readonly GrantedStatement[] | undefined {
  try {
    return readGrants(decodedPolicy(text), question.about);
  } catch {
    inquiry.notUnderstood(question, 'its document is no IAM policy that can be read');
    return undefined;
  }
}
