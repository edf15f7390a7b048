import type { Clock, Logger } from '@gangway/core';
import { type ProxyReasonCode, proxyReasonCodes } from './proxy-codes.js';
import type { ProxyDenial } from './verdict.js';

/** What is told of one invocation. Nothing of the event, of the answer or of a key is in it. */
export interface InvocationNews {
  readonly requestId: string | undefined;
  /** The id of the last call that was made. */
  readonly hopId: string | undefined;
  readonly attempts: number;
  readonly durationMs: number;
  /** Absent where all went well. */
  readonly denial: ProxyDenial | undefined;
}

/**
 * Writes the one line of an invocation. One with `DENY_ERROR` is also in CloudWatch's embedded metric format, so that CloudWatch
 * counts it by itself, in all and by code. It never throws: losing a line must not lose the answer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function tellInvocation(
  { logger, clock }: { readonly logger: Logger; readonly clock: Clock },
  news: InvocationNews,
): void {
  try {
    const { denial, requestId, hopId, attempts } = news;
    const outcome = outcomeOf(denial);
    const isError = outcome === 'DENY_ERROR';
    const logged: unknown = logger.log(isError ? 'error' : 'info', 'proxied', {
      ...(requestId === undefined ? {} : { requestId }),
      ...(hopId === undefined ? {} : { hopId }),
      outcome,
      ...(denial === undefined ? {} : { code: denial.code, detail: denial.detail }),
      attempts,
      durationMs: Math.round(news.durationMs * 10) / 10,
      ...(isError ? countOne(clock) : {}),
    });
    // One that waits against its contract must not end the process when it rejects.
    if (logged instanceof Promise) logged.catch(() => undefined);
  } catch {
    // There is nowhere left to say so.
  }
}

function outcomeOf(denial: ProxyDenial | undefined): 'ALLOW' | 'DENY_POLICY' | 'DENY_ERROR' {
  if (denial === undefined) return 'ALLOW';
  return isOfProxy(denial.code) ? proxyReasonCodes[denial.code].class : 'DENY_POLICY';
}

const isOfProxy = (code: string): code is ProxyReasonCode => Object.hasOwn(proxyReasonCodes, code);

const metric = 'ProxyDenyError';

function countOne(clock: Clock): object {
  try {
    return {
      [metric]: 1,
      _aws: {
        Timestamp: clock.now(),
        CloudWatchMetrics: [
          {
            Namespace: 'Gangway',
            // The empty set is the sum over all codes.
            Dimensions: [['code'], []],
            Metrics: [{ Name: metric, Unit: 'Count' }],
          },
        ],
      },
    };
  } catch {
    // The line is still worth having.
    return {};
  }
}
