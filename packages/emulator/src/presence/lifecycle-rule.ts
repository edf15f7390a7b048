import type { Lifecycle } from '@gangway/core';
import type { PresenceRule } from './presence-event.js';

/**
 * A rule that hands presence events to a hook's lifecycle, as the rule
 * `SELECT * FROM '$aws/events/presence/connected/+'` with the lifecycle function behind it does. What the store cannot take is
 * told by the lifecycle's own log, and not delivered again.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html
 * @example
 * const lifecycle = composeLifecycle(defineHook([memoryDeviceRegistry({ devices }), claimOnce()]));
 * lifecycleRule(lifecycle); // as `presence` of `startEmulator`
 */
export function lifecycleRule(lifecycle: Pick<Lifecycle, 'take'>): PresenceRule {
  return (event) => {
    if (event.eventType !== 'connected') return;
    lifecycle.take(event).catch(() => undefined);
  };
}
