import { timing } from '@gangway/core';

/**
 * How long a decision may take, in milliseconds. AWS IoT's five seconds begin when it calls, so on a first invocation
 * they include the init that Lambda's remaining time does not; the margin is for the way back.
 *
 * @param remainingMs what Lambda gives the invocation
 * @param initDurationMs how long init took, 0 unless this invocation waited for it
 * @returns zero or less when the time is over already
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export function timeBudget(remainingMs: number, initDurationMs: number): number {
  return Math.min(remainingMs, timing.awsLimitMs - initDurationMs) - timing.marginMs;
}

/**
 * How long init has taken until now, from the start of the process, in milliseconds. 0 outside Lambda, where that clock
 * started at another time, and where Lambda ran init ahead of any invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function initDuration(
  environment: Readonly<Record<string, string | undefined>>,
  sinceStartMs: number,
): number {
  if (environment.AWS_LAMBDA_RUNTIME_API === undefined) return 0;
  const { AWS_LAMBDA_INITIALIZATION_TYPE: type = 'on-demand' } = environment;
  return type === 'on-demand' ? sinceStartMs : 0;
}
