import { allOf, conditionHolds } from './policy-condition.js';
import type { PolicyContext } from './policy-context.js';
import type { PolicyStatement } from './policy-document.js';
import { matches, type PolicyPattern } from './policy-pattern.js';

/** What a client wants to do, and with what. */
export interface PolicyQuestion {
  readonly action:
    | 'iot:Connect'
    | 'iot:Publish'
    | 'iot:Receive'
    | 'iot:RetainPublish'
    | 'iot:Subscribe';
  readonly resource: string;
  readonly context: PolicyContext;
}

export type PolicyAnswer = 'allowed' | 'explicitDeny' | 'implicitDeny';

/**
 * Evaluates all statements of all policies that are attached to a certificate: a deny that matches wins, then an allow that
 * matches; nothing that matches is a deny too. What cannot be told (a condition not known, a variable without a value) fulfils no
 * allow and every deny.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html
 * @example
 * const statements = readPolicy('{"Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}');
 * evaluatePolicies(statements, {
 *   action: 'iot:Connect',
 *   resource: 'arn:aws:iot:us-east-1:123456789012:client/SN-0001',
 *   context: { clientId: 'SN-0001' },
 * }); // 'allowed'
 */
export function evaluatePolicies(
  statements: readonly PolicyStatement[],
  question: PolicyQuestion,
): PolicyAnswer {
  const matching = statements.filter((statement) => applies(statement, question));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return matching.length > 0 ? 'allowed' : 'implicitDeny';
}

function applies(
  statement: PolicyStatement,
  { action, resource, context }: PolicyQuestion,
): boolean {
  const acts = ofAny(statement.actions, action.toLowerCase(), context);
  // Most statements are about something else: whatever the rest says then, they are not fulfilled.
  if (acts === false) return false;
  const fulfilled = allOf([
    acts,
    ofAny(statement.resources, resource, context),
    ...statement.conditions.map((condition) => conditionHolds(condition, context)),
  ]);
  const truth = statement.unclear && fulfilled === true ? undefined : fulfilled;
  return truth ?? statement.effect === 'Deny';
}

function ofAny(patterns: readonly PolicyPattern[], text: string, context: PolicyContext) {
  const truths = patterns.map((pattern) => matches(pattern, text, context));
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}
