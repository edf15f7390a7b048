import type { FunctionCall } from '../reading/functions.js';
import { at, shown } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { permissionsOn } from './invoke-permission-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/**
 * The rule that brings presence events.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 */
export function presenceRuleFaults(stack: Stack, call: FunctionCall): readonly StackFault[] {
  const { by, target } = call;
  const payload = by.properties.TopicRulePayload;
  const version = at(payload, 'AwsIotSqlVersion');
  return [
    ...unless(
      at(payload, 'Sql') === "SELECT * FROM '$aws/events/presence/connected/#'",
      'RULE_SQL',
      by.id,
      `asks ${shown(at(payload, 'Sql'))}`,
    ),
    ...unless(version === '2016-03-23', 'RULE_SQL_VERSION', by.id, `in version ${shown(version)}`),
    ...unless(
      permissionsOn(stack, target).some(({ id }) => by.dependsOn.includes(id)),
      'RULE_BEFORE_PERMISSION',
      by.id,
      `does not depend on the permission to invoke its function: ${shown(by.dependsOn)}`,
    ),
    ...unless(at(payload, 'RuleDisabled') !== true, 'RULE_DISABLED', by.id, 'is disabled'),
  ];
}

/** A hook whose claims are confirmed by presence waits in vain where no rule brings it. */
export function presenceFaults(
  stack: Stack,
  calls: readonly FunctionCall[],
  relied: boolean,
): readonly StackFault[] {
  const rules = calls.filter(({ caller }) => caller === 'rule');
  const [where = 'stack'] = stack.ofType('AWS::IoT::ProvisioningTemplate').map(({ id }) => id);
  return unless(
    !relied || rules.length > 0,
    'RULE_ABSENT',
    where,
    'presence confirms claims, and no rule brings it',
  );
}
