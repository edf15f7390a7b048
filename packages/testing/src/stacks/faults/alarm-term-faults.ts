import { shown } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

const comparisons = ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold'];

/** Of each alarm, whatever it watches. */
export const alarmTermFaults = (stack: Stack): readonly StackFault[] =>
  stack
    .ofType('AWS::CloudWatch::Alarm')
    .flatMap(({ id, properties }) => [
      ...unless(
        Number(properties.EvaluationPeriods) >= 1 &&
          Number(properties.DatapointsToAlarm ?? 1) <= Number(properties.EvaluationPeriods),
        'ALARM_PERIODS',
        id,
        `looks at ${shown(properties.EvaluationPeriods)} periods for ${shown(properties.DatapointsToAlarm)}`,
      ),
      ...unless(
        properties.Unit === undefined,
        'ALARM_UNIT',
        id,
        `looks at numbers in ${shown(properties.Unit)} alone`,
      ),
      ...unless(
        properties.TreatMissingData === 'notBreaching',
        'ALARM_MISSING_DATA',
        id,
        `takes no data as ${shown(properties.TreatMissingData)}: no device came, and nothing is wrong`,
      ),
      ...unless(
        properties.ActionsEnabled !== false,
        'ALARM_ACTIONS_DISABLED',
        id,
        'tells nobody whatever happens',
      ),
      ...unless(
        typeof properties.AlarmDescription === 'string' && properties.AlarmDescription.length > 20,
        'ALARM_DESCRIPTION',
        id,
        'does not say what to do',
      ),
      ...unless(
        comparisons.includes(String(properties.ComparisonOperator)) &&
          Number(properties.Threshold) > 0,
        'ALARM_COMPARISON',
        id,
        `rings when the number is ${shown(properties.ComparisonOperator)} ${shown(properties.Threshold)}`,
      ),
    ]);
