import { presenceRule } from '@gangway/deployment';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { type PresenceRule, takesWholeEvents } from './presence-rules.js';

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
