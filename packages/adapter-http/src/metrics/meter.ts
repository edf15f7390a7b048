import type { CallReasonCode, CoreReasonCode, Decision, PresenceOutcome } from '@gangway/core';
import type { LoadMeter } from '../load/load-meter.js';

/** What a server tells of its work, as it goes on. Nothing here may throw. */
export interface Meter extends LoadMeter {
  /** A decision, with how long it took. */
  decided(decision: Decision): void;
  /** A call that never came to a decision: not let in, or without an event in it. */
  refused(code: CallReasonCode | CoreReasonCode): void;
  /** What came of a presence event. */
  took(outcome: PresenceOutcome): void;
}
