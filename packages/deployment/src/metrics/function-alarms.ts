import type { Alarm } from './alarm.js';
import { ringsAtShare, ringsAtTheFirst, ringsWhenItStays } from './ring.js';
import { nearDeadlineMs, refusalWave } from './thresholds.js';
import { decisionsOf, lambdaMetric } from './watched-metrics.js';

/** The function that alarms are about. Its name may be a reference of a template: it is never looked into. */
export interface WatchedFunction {
  readonly functionName: string;
  /** The function's own timeout. */
  readonly timeoutSeconds: number;
}

/** What each alarm means of one kind of function, and what to do first. */
export type AlarmTexts = Readonly<
  Record<'DenyError' | 'RefusalRate' | 'NearDeadline' | 'Throttles' | 'FunctionErrors', string>
>;

/** The alarms of a function that AWS IoT asks, be it the hook or the proxy in front of one. */
export const functionAlarms = (
  { functionName, timeoutSeconds }: WatchedFunction,
  texts: AlarmTexts,
): readonly Alarm[] => [
  ringsAtTheFirst('DenyError', texts.DenyError, decisionsOf(functionName, 'DENY_ERROR')),
  ringsAtShare(
    'RefusalRate',
    texts.RefusalRate,
    {
      // Where nothing is refused there is no such series, and so no point: that is missing data, and quiet.
      expression: `IF(refused >= ${refusalWave.refusals}, 100 * refused / decided, 0)`,
      metrics: {
        refused: decisionsOf(functionName, 'DENY_POLICY'),
        decided: decisionsOf(functionName),
      },
    },
    refusalWave.percent,
  ),
  ringsWhenItStays(
    'NearDeadline',
    texts.NearDeadline,
    lambdaMetric('Duration', functionName),
    nearDeadlineMs(timeoutSeconds),
  ),
  ringsAtTheFirst('Throttles', texts.Throttles, lambdaMetric('Throttles', functionName)),
  ringsAtTheFirst('FunctionErrors', texts.FunctionErrors, lambdaMetric('Errors', functionName)),
];
