import type { Clock } from '@gangway/core';
import { brokerLimits, sessionsKeptAtMost } from './limits.js';

/** Ends sessions whose clients stay away. */
export interface SessionExpiry {
  /** The client has gone: `wipe` ends its session later, or at once where too many are kept. */
  begin(clientId: string, wipe: () => void): void;
  /** The client is back, or everything ends. */
  cancel(clientId: string): void;
  cancelAll(): void;
}

/**
 * Makes the expiry of persistent sessions of MQTT 3.1.1, which aedes keeps for ever; those of MQTT 5 it ends itself.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt-persistent-sessions
 * @example createSessionExpiry(clock).begin('SN-0001', () => console.log('over'))
 */
export function createSessionExpiry(clock: Clock): SessionExpiry {
  const cancels = new Map<string, () => void>();
  const cancel = (clientId: string): void => {
    cancels.get(clientId)?.();
    cancels.delete(clientId);
  };
  return {
    begin(clientId, wipe) {
      cancel(clientId);
      if (cancels.size >= sessionsKeptAtMost) {
        wipe();
        return;
      }
      const expire = (): void => {
        cancels.delete(clientId);
        wipe();
      };
      cancels.set(clientId, clock.after(brokerLimits.sessionExpiry * 1_000, expire));
    },
    cancel,
    cancelAll() {
      for (const clientId of [...cancels.keys()]) cancel(clientId);
    },
  };
}
