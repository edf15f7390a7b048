import { isPortError, PortError } from '../gangway-error.js';
import { describeError } from '../pipeline/describe-error.js';
import { quiet } from '../pipeline/quiet-logger.js';
import { hider, hideSubject, type RecordOptions } from '../pipeline/record.js';
import { plainText } from '../pipeline/redaction.js';
import type { Permission } from '../plugin/plugin.js';
import type { ClaimLedger, Confirmation } from '../ports/claim-ledger.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import { confirmInTime, type TakeOptions } from './confirm-in-time.js';
import { type PresenceEvent, parsePresenceEvent, type RefusedPresence } from './presence-event.js';

/** What came of a presence event; `refused` is one that can never confirm anything. */
export type PresenceOutcome = Confirmation | RefusedPresence;

export interface LifecycleParts {
  readonly ledger: ClaimLedger;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How identifiers stand in log lines, as in a hook's records. */
  readonly records?: RecordOptions;
}

/** Takes presence events and confirms the claims that they are about. */
export interface Lifecycle {
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Takes one message, which may be anything at all. It confirms by the certificate alone, never by the client id, and
   * changes nothing of a device that another certificate has claimed. Repeating it changes nothing more.
   *
   * @throws PortError when the store could not be asked, or not in time (`DEADLINE_EXCEEDED`): deliver it again
   */
  take(message: unknown, options?: TakeOptions): Promise<PresenceOutcome>;
  /** Starts the imports and connections of the store. It never rejects. */
  prepare?(signal?: AbortSignal): Promise<void>;
  /** The lifecycle as data, for whoever deploys it. */
  describe?(): { readonly permissions: readonly Permission[] };
}

/**
 * Makes a lifecycle out of its parts. Users call `composeLifecycle`, which takes them from a hook's definition.
 *
 * @example
 * const clock = fakeClock();
 * const { ledger } = openMemoryStore(clock);
 * const lifecycle = createLifecycle({ ledger, clock, logger: memoryLogger() });
 * const connected = { eventType: 'connected', clientId: 'SN-0001', principalIdentifier: 'ab'.repeat(32), timestamp: clock.now() };
 * (await lifecycle.take(connected)).kind; // 'no-claim'
 */
export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { ledger, clock, records = {} } = parts;
  const logger = quiet(parts.logger);
  return Object.freeze({
    clock,
    logger,
    async take(message: unknown, options: TakeOptions = {}) {
      const event = parsePresenceEvent(message);
      if (event.kind === 'refused') {
        const { code, detail } = event;
        logger.log('warn', 'a presence event was refused', { code, detail });
        return event;
      }
      try {
        const outcome = await confirmInTime(ledger, event, clock, options);
        tell(logger, event, outcome, records);
        return outcome;
      } catch (error) {
        throw complain(logger, event, error, records);
      }
    },
  });
}

function tell(
  logger: Logger,
  event: PresenceEvent,
  outcome: Confirmation,
  records: RecordOptions,
): void {
  const { clientId } = event;
  const ids = outcome.kind === 'no-claim' ? [] : outcome.deviceIds;
  // Every connection of every device comes by here; only the first of each is news.
  logger.log(outcome.kind === 'confirmed' ? 'info' : 'debug', 'a certificate has connected', {
    outcome: outcome.kind,
    ...(ids.length === 0 ? {} : { deviceIds: ids.map(hider({ clientId }, records)) }),
    ...subjectOf(event, records),
  });
}

/** Logs what went wrong, and gives what may be thrown: a runtime logs that again, so that identifiers must be gone from it. */
function complain(
  logger: Logger,
  event: PresenceEvent,
  error: unknown,
  records: RecordOptions,
): PortError {
  const hide = hider({ clientId: event.clientId }, records);
  const { text, stack } = describeError(error);
  const code = isPortError(error) ? String(error.code) : 'PORT_UNAVAILABLE';
  logger.log('error', 'a presence event could not be taken', {
    code,
    error: hide(text),
    ...(stack === undefined ? {} : { stack: hide(stack) }),
    ...subjectOf(event, records),
  });
  const showsNoMore = isPortError(error) && records.hashIdentifiersWith === undefined;
  return showsNoMore ? error : new PortError(code, hide(text));
}

const subjectOf = ({ certificateId, clientId }: PresenceEvent, records: RecordOptions) =>
  hideSubject({ certificateId, clientId: plainText(clientId, clientId.length) }, records);
