import { at, listOf, objectsOf } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { logGroupOf } from './log-group-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/**
 * A stolen claim certificate is found by who is refused most: their number has no bound, so no metric has them. They are counted
 * where decisions are logged: by the function itself, or by the container that it asks.
 */
export function insightRuleFaults(
  stack: Stack,
  fn: StackResource,
  kind: 'hook' | 'proxy',
): readonly StackFault[] {
  const logs = kind === 'hook' ? [logGroupOf(stack, fn)?.ref] : containerLogs(stack);
  const own = stack
    .ofType('AWS::CloudWatch::InsightRule')
    .find(({ properties }) =>
      bodyOf(properties.RuleBody).groups.some((group) => logs.includes(group)),
    );
  if (own === undefined) {
    return [
      {
        code: 'INSIGHT_RULE_ABSENT',
        where: fn.id,
        what: 'nothing counts refusals by claim certificate',
      },
    ];
  }
  const { keys, outcomes, counts } = bodyOf(own.properties.RuleBody);
  return [
    ...unless(
      counts && keys.includes('$.claimCertificateId') && outcomes.includes('DENY_POLICY'),
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

const containerLogs = (stack: Stack): readonly unknown[] =>
  stack
    .ofType('AWS::ECS::TaskDefinition')
    .flatMap(({ properties }) => objectsOf(properties.ContainerDefinitions))
    .map((container) => at(container, 'LogConfiguration', 'Options', 'awslogs-group'));

/** What a rule's body says of where it looks and what it counts; nothing where it is none. */
function bodyOf(text: unknown) {
  const nothing: readonly unknown[] = [];
  try {
    const { LogGroupNames, LogFormat, Contribution, AggregateOn } = JSON.parse(String(text));
    return {
      counts: LogFormat === 'JSON' && AggregateOn === 'Count',
      groups: listOf(LogGroupNames),
      keys: listOf(Contribution?.Keys),
      outcomes: objectsOf(Contribution?.Filters)
        .filter(({ Match }) => Match === '$.outcome')
        .flatMap(({ In }) => listOf(In)),
    };
  } catch {
    return { counts: false, groups: nothing, keys: nothing, outcomes: nothing };
  }
}
