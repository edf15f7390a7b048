import type { FunctionCall } from '../reading/functions.js';
import { listOf, objectsOf } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { logGroupOf } from './log-group-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/** A stolen claim certificate is found by who refuses most: their number has no bound, so no metric has them. */
export function insightRuleFaults(stack: Stack, { fn }: FunctionCall): readonly StackFault[] {
  const group = fn && logGroupOf(stack, fn);
  if (fn === undefined || group === undefined) return [];
  const own = stack
    .ofType('AWS::CloudWatch::InsightRule')
    .find(({ properties }) => bodyOf(properties.RuleBody).groups.includes(group.ref));
  if (own === undefined) {
    return [
      {
        code: 'INSIGHT_RULE_ABSENT',
        where: fn.id,
        what: 'nothing counts refusals by claim certificate',
      },
    ];
  }
  const { keys, outcomes } = bodyOf(own.properties.RuleBody);
  return [
    ...unless(
      keys.includes('$.claimCertificateId') && outcomes.includes('DENY_POLICY'),
      'INSIGHT_RULE_BODY',
      own.id,
      'counts something else than refusals by claim certificate',
    ),
    ...unless(
      own.properties.RuleState === 'ENABLED',
      'INSIGHT_RULE_DISABLED',
      own.id,
      'is not enabled',
    ),
  ];
}

/** What a rule's body says of where it looks and what it counts; nothing where it is none. */
function bodyOf(text: unknown) {
  const nothing: readonly unknown[] = [];
  try {
    const { LogGroupNames, Contribution } = JSON.parse(String(text));
    return {
      groups: listOf(LogGroupNames),
      keys: listOf(Contribution?.Keys),
      outcomes: objectsOf(Contribution?.Filters)
        .filter(({ Match }) => Match === '$.outcome')
        .flatMap(({ In }) => listOf(In)),
    };
  } catch {
    return { groups: nothing, keys: nothing, outcomes: nothing };
  }
}
