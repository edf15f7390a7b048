import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { type Logger, timing } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import type { HookTarget } from './hook-target.js';

const silent: Logger = Object.freeze({ log: () => undefined });

/** Asks a container as the Lambda proxy does. */
export function signedHop(url: URL, keys: HopKeys, logger: Logger = silent): HookTarget['ask'] {
  // Plain http is let by: whoever runs an emulator has no real device's event to hide.
  const handler = lambdaProxyHandler({ url, keys, plainHttp: true, initDurationMs: 0, logger });
  return (event, { requestId }) =>
    handler(event, {
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => timing.awsLimitMs,
    });
}
