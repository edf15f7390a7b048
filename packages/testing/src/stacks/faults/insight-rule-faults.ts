import type { FunctionCall } from '../reading/functions.js';
import { listOf } from '../reading/json.js';
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
  return [
    ...unless(
      bodyOf(own.properties.RuleBody).keys.includes('$.claimCertificateId'),
      'INSIGHT_RULE_KEY',
      own.id,
      'counts by something else than the claim certificate',
    ),
    ...unless(
      own.properties.RuleState === 'ENABLED',
      'INSIGHT_RULE_DISABLED',
      own.id,
      'is not enabled',
    ),
  ];
}

function bodyOf(text: unknown): { readonly groups: readonly unknown[]; readonly keys: readonly unknown[] } {
  try {
    const { LogGroupNames, Contribution } = JSON.parse(String(text));
    return { groups: listOf(LogGroupNames), keys: listOf(Contribution?.Keys) };
  } catch {
    return { groups: [], keys: [] };
  }
}
