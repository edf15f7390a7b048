import { type BundleManifest, presenceRule } from '@gangway/deployment';
import { readFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { examineFunction } from './lambda-function.js';
import { examineErrorRoles, examineRule } from './presence-rule.js';
import { type PresenceRule, presenceRules } from './presence-rules.js';

const deploying = 'In CDK: add ClaimLifecycle to the stack of the hook, and deploy.';

/** What brings presence events to the ledger: a rule, its function, and who may call that. */
export async function examineLifecycle(
  manifest: BundleManifest | undefined,
  context: Context,
): Promise<readonly Finding[]> {
  const rules = await presenceRules(context);
  if (rules === undefined) return [];
  const where = context.templateArn;
  if (rules.length === 0) {
    const what = `No topic rule takes ${presenceRule.topic}.`;
    return [found('PRESENCE_RULE_ABSENT', { what, mend: deploying, where })];
  }
  const routes = rules.flatMap((rule) => rule.functionArns.map((arn) => ({ rule, arn })));
  const [first] = rules;
  if (routes.length === 0 && first !== undefined) {
    const what = `The rule ${first.name} calls no function.`;
    return [found('PRESENCE_RULE_NO_FUNCTION', { what, mend: deploying, where: first.arn })];
  }
  const examined = await Promise.all(
    routes.map(({ rule, arn }) => examineRoute(rule, arn, manifest, context)),
  );
  // Others may take presence events for purposes of their own, and nothing tells which rule is the hook's: the best is.
  return examined.toSorted((one, other) => errorsIn(one) - errorsIn(other))[0] ?? [];
}

const errorsIn = (findings: readonly Finding[]): number =>
  findings.filter(({ level }) => level === 'error').length;

async function examineRoute(
  rule: PresenceRule,
  functionArn: string,
  manifest: BundleManifest | undefined,
  context: Context,
): Promise<readonly Finding[]> {
  const own = [...examineRule(rule, context), ...(await examineErrorRoles(rule, context))];
  const of = readFunctionArn(functionArn);
  if (of === undefined) {
    const what = `The rule ${rule.name} calls ${functionArn}, which is no Lambda function.`;
    return [...own, found('PRESENCE_RULE_NO_FUNCTION', { what, mend: deploying, where: rule.arn })];
  }
  const caller = { arn: rule.arn, statementId: `rule-${rule.name}` };
  const employed = { of, duty: 'lifecycle', caller } as const;
  const findings = await examineFunction(
    manifest === undefined ? employed : { ...employed, manifest },
    context,
  );
  return [...own, ...findings];
}
