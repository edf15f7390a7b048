import { change, type Output } from '../damage.js';
import type { PlantedFault } from './planted-fault.js';

const alarms = (edit: (output: Output) => void) =>
  change('cloudwatch DescribeAlarms MetricAlarm', edit);
const alarm = (name: string, edit: (own: Output) => void) =>
  alarms(({ MetricAlarms }) =>
    edit(MetricAlarms.find(({ AlarmName }: { AlarmName: string }) => AlarmName === name)),
  );
export const alarmFaults: readonly PlantedFault[] = [
  ...['DenyError', 'RefusalRate', 'NearDeadline', 'Throttles', 'FunctionErrors'].map((id) => ({
    fault: `the alarm ${id} is missing`,
    code: 'ALARM_ABSENT' as const,
    damage: alarms((output) => {
      output.MetricAlarms = output.MetricAlarms.filter(
        ({ AlarmName }: { AlarmName: string }) => AlarmName !== `fleet-hook-${id}`,
      );
    }),
  })),
  {
    fault: 'the alarm watches another function',
    code: 'ALARM_ABSENT',
    damage: alarm('fleet-hook-DenyError', (own) => {
      own.Dimensions[0].Value = 'other-hook';
    }),
  },
  {
    fault: 'nobody is told of lost presence events',
    code: 'ALARM_ABSENT',
    damage: alarms((output) => {
      output.MetricAlarms.pop();
    }),
  },
  {
    fault: 'the alarm has no action',
    code: 'ALARM_SILENT',
    damage: alarm('fleet-hook-DenyError', (own) => {
      own.AlarmActions = [];
    }),
  },
  {
    fault: 'the actions of the alarm are disabled',
    code: 'ALARM_DISABLED',
    damage: alarm('fleet-hook-RefusalRate', (own) => {
      own.ActionsEnabled = false;
    }),
  },
  {
    fault: 'there is no Contributor Insights rule',
    code: 'INSIGHT_RULE_ABSENT',
    damage: change('cloudwatch DescribeInsightRules', (output) => {
      output.InsightRules = [];
    }),
  },
  {
    fault: 'the Contributor Insights rule reads another log',
    code: 'INSIGHT_RULE_ABSENT',
    damage: change('cloudwatch DescribeInsightRules', ({ InsightRules: [own] }) => {
      own.Definition = own.Definition.replace('fleet-hook', 'other-hook');
    }),
  },
  {
    fault: 'the Contributor Insights rule is disabled',
    code: 'INSIGHT_RULE_DISABLED',
    damage: change('cloudwatch DescribeInsightRules', ({ InsightRules: [own] }) => {
      own.State = 'DISABLED';
    }),
  },
];
