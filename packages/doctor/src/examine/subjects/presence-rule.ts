import { presenceRule } from '@gangway/deployment';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { iotService } from '../policy/service-grant.js';
import { type PresenceRule, takesWholeEvents } from './presence-rules.js';
import { examineRole } from './role.js';

/** Whether a rule on presence events brings every event, whole. */
export function examineRule(rule: PresenceRule, { region }: Context): readonly Finding[] {
  const { name, arn: where, sql, disabled, hasErrorAction } = rule;
  const findings: Finding[] = [];
  if (disabled) {
    findings.push(
      found('PRESENCE_RULE_DISABLED', {
        what: `The rule ${name} is disabled.`,
        mend: aws('iot', 'enable-topic-rule', '--rule-name', name, '--region', region),
        where,
      }),
    );
  }
  if (!takesWholeEvents(sql)) {
    findings.push(
      found('PRESENCE_RULE_NARROW', {
        what: `The rule ${name} does not take whole events of every client: ${sql}`,
        mend: `In CDK: give the rule the SQL of ClaimLifecycle, ${presenceRule.sql}, and deploy.`,
        where,
      }),
    );
  }
  if (!hasErrorAction) {
    findings.push(
      found('PRESENCE_RULE_FAILURES_LOST', {
        what: `The rule ${name} has no error action.`,
        mend: 'In CDK: deploy the rule as ClaimLifecycle makes it, with a queue for failures.',
        where,
      }),
    );
  }
  return findings;
}

/** The roles under which AWS IoT writes what the function could not be given: who else may take them, and whether they may do all. */
export async function examineErrorRoles(
  { arn, errorRoleArns }: PresenceRule,
  context: Context,
): Promise<readonly Finding[]> {
  const taker = { service: iotService, source: { arn, account: context.account } };
  const findings = errorRoleArns.map((roleArn) =>
    examineRole({ arn: roleArn, taker, lacks: 'ROLE_LACKS' }, context),
  );
  return (await Promise.all(findings)).flat();
}
