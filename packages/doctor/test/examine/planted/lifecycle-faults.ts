import { both, change, gone, type Output, resourcePolicy, rolePolicy } from '../damage.js';
import type { PlantedFault } from './planted-fault.js';

const lifecycleArn = 'arn:aws:lambda:us-east-1:123456789012:function:fleet-lifecycle:live';
const rule = (edit: (output: Output) => void) =>
  change('iot GetTopicRule fleet_presence', ({ rule: own }) => edit(own));
export const lifecycleFaults: readonly PlantedFault[] = [
  {
    fault: 'there is no rule on presence events',
    code: 'PRESENCE_RULE_ABSENT',
    damage: change('iot ListTopicRules', (output) => {
      output.rules.pop();
    }),
  },
  {
    fault: 'the rule is disabled',
    code: 'PRESENCE_RULE_DISABLED',
    damage: rule((own) => {
      own.ruleDisabled = true;
    }),
  },
  {
    fault: 'the rule selects some members',
    code: 'PRESENCE_RULE_NARROW',
    damage: rule((own) => {
      own.sql = "SELECT clientId FROM '$aws/events/presence/connected/#'";
    }),
  },
  {
    fault: 'the rule takes one client',
    code: 'PRESENCE_RULE_NARROW',
    damage: rule((own) => {
      own.sql = "SELECT * FROM '$aws/events/presence/connected/SN-0001'";
    }),
  },
  {
    fault: 'the rule takes some events',
    code: 'PRESENCE_RULE_NARROW',
    damage: rule((own) => {
      own.sql += " WHERE clientId <> 'gateway'";
    }),
  },
  {
    fault: 'the rule calls no function',
    code: 'PRESENCE_RULE_NO_FUNCTION',
    damage: rule((own) => {
      own.actions = [
        {
          sns: {
            targetArn: 'arn:aws:sns:us-east-1:123456789012:presence',
            roleArn: 'arn:aws:iam::123456789012:role/r',
          },
        },
      ];
    }),
  },
  {
    fault: 'the rule has no error action',
    code: 'PRESENCE_RULE_FAILURES_LOST',
    damage: rule((own) => {
      delete own.errorAction;
    }),
  },
  {
    fault: 'what the lifecycle function could not take is lost',
    code: 'PRESENCE_FAILURES_LOST',
    damage: both(
      gone('lambda GetFunctionEventInvokeConfig fleet-lifecycle live'),
      rolePolicy('fleet-lifecycle-role', (statements) => {
        statements.pop();
      }),
    ),
  },
  {
    fault: 'the lifecycle function is gone',
    code: 'FUNCTION_ABSENT',
    damage: gone(`lambda GetFunctionConfiguration ${lifecycleArn}`),
  },
  {
    fault: 'the rule may not call the lifecycle function',
    code: 'INVOKE_NOT_ALLOWED',
    damage: gone('lambda GetPolicy fleet-lifecycle live'),
  },
  {
    fault: 'any rule may call the lifecycle function',
    code: 'INVOKE_SOURCE_ARN_WIDE',
    damage: resourcePolicy('lambda GetPolicy fleet-lifecycle live', ([own]) => {
      own.Condition.ArnLike['AWS:SourceArn'] = 'arn:aws:iot:us-east-1:123456789012:rule/*';
      return [own];
    }),
  },
  {
    fault: 'the lifecycle function may not write to the table',
    code: 'ROLE_LACKS',
    damage: rolePolicy('fleet-lifecycle-role', (statements) => {
      for (const statement of statements) {
        statement.Action = statement.Action.filter(
          (action: string) => action !== 'dynamodb:UpdateItem',
        );
      }
    }),
  },
];
