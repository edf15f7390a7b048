import { type Lifecycle, type PresenceOutcome, timing, withDescription } from '@gangway/core';
import { type InvocationContext, remainingTime } from './invocation-context.js';

/** Takes one presence event, as an IoT rule's Lambda action sends it. */
export type PresenceHandler = (
  message: unknown,
  context?: Partial<InvocationContext>,
) => Promise<PresenceOutcome>;

/**
 * The handler of a Lambda function behind an IoT rule on presence events:
 * `SELECT * FROM '$aws/events/presence/connected/#'`. Call it while the module is loaded: it starts
 * `lifecycle.prepare()` and does not wait for it.
 *
 * IoT rules invoke a function asynchronously. What can never confirm anything is answered and logged, and not sent again;
 * where the store could not be asked the handler rejects, and Lambda delivers the event again, twice unless told
 * otherwise. Half a second of the remaining time is kept, so that it is told before the function is ended.
 *
 * @throws PortError from the handler, when the store could not be asked
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * @example
 * const fleet = defineHook([
 *   memoryDeviceRegistry({ devices }),
 *   registeredDevice({ serialNumber: 'SerialNumber' }),
 *   claimOnce({ presence: true }),
 * ]);
 * export const handler = lifecycleHandler(composeLifecycle(fleet));
 */
export function lifecycleHandler(lifecycle: Lifecycle): PresenceHandler {
  void lifecycle.prepare?.().catch(() => undefined);
  const handler: PresenceHandler = (message, context) => {
    const leftMs = remainingTime(context) - timing.marginMs;
    return lifecycle.take(message, { deadline: lifecycle.clock.now() + leftMs });
  };
  return withDescription(handler, () => ({
    kind: 'lifecycle',
    permissions: lifecycle.describe?.().permissions ?? [],
  }));
}
