import {
  type Clock,
  type CountedDecision,
  decisionMetrics,
  type Logger,
  type Outcome,
} from '@gangway/core';
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

/** Who tells of it. */
export interface InvocationTeller {
  readonly logger: Logger;
  readonly clock: Clock;
  /** The Lambda function that the proxy is; `undefined` outside Lambda, where nothing is counted. */
  readonly functionName: string | undefined;
}

/**
 * Writes the one line of an invocation, which is also in CloudWatch's embedded metric format: it counts as the line of a hook's decision
 * does, under the name of the proxy's function. It never throws: losing a line must not lose the answer.
 *
 * @see docs/alarms.md
 */
export function tellInvocation(teller: InvocationTeller, news: InvocationNews): void {
  try {
    const { denial, requestId, hopId, attempts } = news;
    const outcome = outcomeOf(denial);
    const level = outcome === 'DENY_ERROR' ? 'error' : 'info';
    const durationMs = Math.round(news.durationMs * 10) / 10;
    const logged: unknown = teller.logger.log(level, 'proxied', {
      ...(requestId === undefined ? {} : { requestId }),
      ...(hopId === undefined ? {} : { hopId }),
      outcome,
      ...(denial === undefined ? {} : { code: denial.code, detail: denial.detail }),
      attempts,
      durationMs,
      ...toMetrics(teller, { outcome, code: denial?.code, durationMs }),
    });
    // One that waits against its contract must not end the process when it rejects.
    if (logged instanceof Promise) logged.catch(() => undefined);
  } catch {
    // There is nowhere left to say so.
  }
}

function outcomeOf(denial: ProxyDenial | undefined): Outcome {
  if (denial === undefined) return 'ALLOW';
  return isOfProxy(denial.code) ? proxyReasonCodes[denial.code].class : 'DENY_POLICY';
}

const isOfProxy = (code: string): code is ProxyReasonCode => Object.hasOwn(proxyReasonCodes, code);

/** Codes are the proxy's own or the event's, never a text of the container's. */
function toMetrics(
  { functionName, clock }: InvocationTeller,
  counted: Pick<CountedDecision, 'outcome' | 'code' | 'durationMs'>,
): Readonly<Record<string, unknown>> {
  if (functionName === undefined) return {};
  try {
    return decisionMetrics({ functionName, ...counted, at: clock.now() });
  } catch {
    // The line is still worth having.
    return {};
  }
}
