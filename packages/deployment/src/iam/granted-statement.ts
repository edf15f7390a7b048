import { GangwayError } from '@gangway/core';
import * as v from 'valibot';

/** A statement of an IAM policy as it stands in an account, read: what it says of actions and of resources is there once each. */
export interface GrantedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  /** `NotAction`: all but these. */
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  /** `NotResource`: all but these. */
  readonly notResources?: readonly string[];
  /** That it holds under conditions alone. */
  readonly conditional?: boolean;
}

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);

const statement = v.pipe(
  v.strictObject({
    Sid: v.optional(v.string()),
    Effect: v.picklist(['Allow', 'Deny']),
    Action: v.optional(texts),
    NotAction: v.optional(texts),
    Resource: v.optional(texts),
    NotResource: v.optional(texts),
    Condition: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.check((it) => (it.Action === undefined) !== (it.NotAction === undefined), 'no Action'),
  v.check((it) => (it.Resource === undefined) !== (it.NotResource === undefined), 'no Resource'),
);

const document = v.looseObject({
  Statement: v.pipe(
    v.union([v.array(statement), statement]),
    v.transform((value) => (Array.isArray(value) ? value : [value])),
  ),
});

/**
 * Reads the statements of a policy for a role's use, as IAM gives it: an object, or its JSON.
 *
 * @param where names the policy in errors
 * @throws GangwayError `POLICY_UNREADABLE` when a statement says something that is not known here: what it grants is not known then
 * @example
 * readGrants({ Statement: { Effect: 'Allow', Action: 'iot:GetPolicy', Resource: '*' } }, 'policy'); // [{ effect: 'Allow', actions: ['iot:GetPolicy'], resources: ['*'] }]
 */
export function readGrants(policy: unknown, where: string): readonly GrantedStatement[] {
  const schema =
    typeof policy === 'string' ? v.pipe(v.string(), v.parseJson(), document) : document;
  const parsed = v.safeParse(schema, policy);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const at = v.getDotPath(issue);
    throw new GangwayError(
      'POLICY_UNREADABLE',
      `${where} is no IAM policy that can be read: ${at === null ? '' : `${at}: `}${issue.message}.`,
    );
  }
  return parsed.output.Statement.map(
    ({ Effect, Action, NotAction, Resource, NotResource, Condition }) => ({
      effect: Effect,
      ...(Action && { actions: Action }),
      ...(NotAction && { notActions: NotAction }),
      ...(Resource && { resources: Resource }),
      ...(NotResource && { notResources: NotResource }),
      ...(Condition && Object.keys(Condition).length > 0 && { conditional: true }),
    }),
  );
}
