import type { GrantedStatement } from './granted-statement.js';
import { covers, overlaps } from './pattern-cover.js';
import type { PolicyStatement } from './policy-statement.js';

/** Something that is needed and cannot be relied upon. */
export interface MissingGrant {
  readonly action: string;
  readonly resource: string;
  /** Nothing allows it, or not all of it; something denies it; or it hangs on a condition. */
  readonly why: 'absent' | 'denied' | 'conditional';
}

/** Something that is allowed and that nobody needs. */
export interface ExcessGrant {
  /** As granted; of a statement that says what it does not allow, `*`. */
  readonly action: string;
  readonly resource: string;
  /** Nothing of it is needed, or part of it is. */
  readonly why: 'unneeded' | 'too wide';
  /** That it holds under conditions alone. */
  readonly conditional: boolean;
}

export interface GrantComparison {
  readonly missing: readonly MissingGrant[];
  readonly excess: readonly ExcessGrant[];
}

/**
 * Compares what is needed with what IAM policies grant, by IAM's own matching: `*` and `?`, actions in any case, a denial before
 * all that allows. What cannot be told counts against: `NotAction` and `NotResource` always grant too much, and what holds
 * under a condition is missing where it is needed.
 *
 * A `*` matches across the colons of an ARN here, as IAM's does at the end of a field. What is needed must be granted by one
 * statement as a whole.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @example
 * const needed = [{ actions: ['iot:GetPolicy'], resources: ['arn:aws:iot:eu-west-1:123456789012:policy/fleet'] }];
 * const granted = readGrants({ Statement: { Effect: 'Allow', Action: 'iot:*', Resource: '*' } }, 'policy');
 * compareGrants(needed, granted); // { missing: [], excess: [{ action: 'iot:*', resource: '*', why: 'too wide', conditional: false }] }
 */
export function compareGrants(
  needed: readonly PolicyStatement[],
  granted: readonly GrantedStatement[],
): GrantComparison {
  const needs = needed.flatMap(pairsOf);
  const allowed = granted.filter(({ effect }) => effect === 'Allow');
  const denied = granted.filter(({ effect }) => effect === 'Deny');
  return {
    missing: needs.flatMap((need) => {
      const why = whyMissing(need, allowed, denied);
      return why === undefined ? [] : [{ ...need, why }];
    }),
    excess: allowed.flatMap((statement) => excessOf(statement, needs, denied)),
  };
}

interface Pair {
  readonly action: string;
  readonly resource: string;
}

const pairsOf = ({ actions, resources }: PolicyStatement): readonly Pair[] =>
  actions.flatMap((action) => resources.map((resource) => ({ action, resource })));

function whyMissing(
  need: Pair,
  allowed: readonly GrantedStatement[],
  denied: readonly GrantedStatement[],
): MissingGrant['why'] | undefined {
  const denials = denied.filter((statement) => touches(statement, need));
  if (denials.some(({ conditional }) => !conditional)) return 'denied';
  const grants = allowed.filter((statement) => includes(statement, need));
  if (grants.length === 0) return 'absent';
  const sure = denials.length === 0 && grants.some(({ conditional }) => !conditional);
  return sure ? undefined : 'conditional';
}

function excessOf(
  statement: GrantedStatement,
  needs: readonly Pair[],
  denied: readonly GrantedStatement[],
): readonly ExcessGrant[] {
  const { actions = ['*'], resources = ['*'], notActions, notResources } = statement;
  const open = notActions !== undefined || notResources !== undefined;
  return pairsOf({ actions, resources })
    .filter((grant) => open || !needs.some((need) => pairCovers(need, grant)))
    .filter((grant) => !denied.some((denial) => !denial.conditional && includes(denial, grant)))
    .map((grant) => ({
      ...grant,
      why: needs.some((need) => pairOverlaps(need, grant)) ? 'too wide' : 'unneeded',
      conditional: statement.conditional ?? false,
    }));
}

/** Whether a statement is about all of a pair. */
const includes = (
  { actions, notActions = [], resources, notResources = [] }: GrantedStatement,
  { action, resource }: Pair,
): boolean =>
  (actions === undefined
    ? !notActions.some((not) => overlaps(lower(not), lower(action)))
    : actions.some((pattern) => covers(lower(pattern), lower(action)))) &&
  (resources === undefined
    ? !notResources.some((not) => overlaps(not, resource))
    : resources.some((pattern) => covers(pattern, resource)));

/** Whether a statement is about any of a pair. */
const touches = (
  { actions, notActions = [], resources, notResources = [] }: GrantedStatement,
  { action, resource }: Pair,
): boolean =>
  (actions === undefined
    ? !notActions.some((not) => covers(lower(not), lower(action)))
    : actions.some((pattern) => overlaps(lower(pattern), lower(action)))) &&
  (resources === undefined
    ? !notResources.some((not) => covers(not, resource))
    : resources.some((pattern) => overlaps(pattern, resource)));

const pairCovers = (wide: Pair, narrow: Pair): boolean =>
  covers(lower(wide.action), lower(narrow.action)) && covers(wide.resource, narrow.resource);

const pairOverlaps = (one: Pair, another: Pair): boolean =>
  overlaps(lower(one.action), lower(another.action)) && overlaps(one.resource, another.resource);

const lower = (action: string): string => action.toLowerCase();
