import type { Decision } from '../domain/decision.js';
import type { ReasonCodes } from '../domain/outcome.js';
import type { CoreReasonCode } from '../domain/reason-codes.js';
import type { Permission } from '../plugin/plugin.js';
import type { ReadyChecks, ReadyIntents, ReadySources } from '../plugin/steps.js';
import type { CertificateReader } from '../ports/certificate-reader.js';
import type { ClaimLedger } from '../ports/claim-ledger.js';
import type { Clock } from '../ports/clock.js';
import type { DecisionSink } from '../ports/decision-sink.js';
import type { Logger } from '../ports/logger.js';
import type { PortAnswer } from '../ports/port-answer.js';
import { decideEvent, refuseEvent } from './decide.js';
import { describeError } from './describe-error.js';
import { LastGood } from './last-good.js';
import { quiet } from './quiet-logger.js';
import { type RecordOptions, toRecord } from './record.js';
import { tellSinks } from './sinks.js';

/** All that a hook is made of, once composed. */
export interface HookParts {
  readonly checks: readonly ReadyChecks[];
  readonly overrideSources: readonly ReadySources[];
  readonly intents: readonly ReadyIntents[];
  readonly certificateReader: CertificateReader;
  /** Without one, a request that some plugin has an intent for is denied `LEDGER_FAILED`. */
  readonly claimLedger?: ClaimLedger;
  readonly decisionSinks: readonly DecisionSink[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reasonCodes: ReasonCodes;
  /** Parameters that a device may not send. */
  readonly protectedKeys: ReadonlySet<string>;
  /** Parameters that a device makes anew for each request: a repeat may bring others. */
  readonly freshParameters: ReadonlySet<string>;
  readonly records: RecordOptions;
  /** The Lambda function that the hook runs as, for its sinks; absent elsewhere. */
  readonly functionName?: string;
}

export interface DecideOptions {
  /**
   * When the answer must be out, in milliseconds since 1970 by the hook's clock. Never later than AWS's five seconds
   * after the call less half a second, which is also what holds when it is absent.
   */
  readonly deadline?: number;
  /** Id of the call that brought the event, for the decision's record. */
  readonly requestId?: string;
}

/** What a runtime needs of a hook. */
export interface DecidingHook {
  /** The clock that deadlines are told by. */
  readonly clock: Clock;
  /** Where a runtime says what went wrong around a decision. It never throws. */
  readonly logger: Logger;
  /** Decides about an event, which may be anything at all. It never throws and never rejects. */
  decide(event: unknown, options?: DecideOptions): Promise<Decision>;
  /** A denial for what never became an event, such as a body that is not JSON; recorded like every other. */
  refuse(code: CoreReasonCode, detail: string, options?: DecideOptions): Promise<Decision>;
  /**
   * Starts the imports and connections of the plugins. A runtime calls it once, during init, and does not wait for it
   * before the first request. It never rejects.
   */
  prepare?(signal?: AbortSignal): Promise<void>;
  /**
   * Asks every plugin, all at once, whether what it depends on answers. A runtime calls it to tell whether it is ready,
   * never for a decision. It never rejects; what has not answered when the signal is aborted has not answered.
   */
  probe?(signal: AbortSignal): Promise<readonly PortAnswer[]>;
  /** The hook as data, for whoever deploys it. */
  describe?(): { readonly permissions: readonly Permission[] };
}

/**
 * Makes a hook out of its parts. Users call `composeHook`, which wires the parts.
 *
 * @example
 * const bare = createHook({
 *   checks: [],
 *   overrideSources: [],
 *   intents: [],
 *   certificateReader: nodeCryptoCertificateReader(),
 *   decisionSinks: [],
 *   clock: fakeClock(),
 *   logger: memoryLogger(),
 *   reasonCodes: coreReasonCodes,
 *   protectedKeys: new Set(),
 *   freshParameters: new Set(),
 *   records: {},
 * });
 * (await bare.decide(event)).outcome; // 'DENY_ERROR'
 */
export function createHook(parts: HookParts): DecidingHook {
  const logger = quiet(parts.logger);
  const safe = { ...parts, logger, lastGood: new LastGood() };
  const { reasonCodes, functionName } = parts;
  const known = { reasonCodes, ...(functionName === undefined ? {} : { functionName }) };
  const answer = async (decide: () => Decision | Promise<Decision>): Promise<Decision> => {
    const decision = await decided(decide);
    try {
      const record = toRecord(decision, parts.records);
      await tellSinks(record, parts.decisionSinks, parts.clock, logger, known);
    } catch (error) {
      const { text } = describeError(error);
      logger.log('error', 'a decision could not be recorded', { error: text });
    }
    return decision;
  };
  const decided = async (decide: () => Decision | Promise<Decision>): Promise<Decision> => {
    try {
      return await decide();
    } catch (error) {
      logger.log('error', 'the hook failed', { error: describeError(error).text });
      return lastResort;
    }
  };
  return Object.freeze({
    clock: parts.clock,
    logger,
    decide: (event: unknown, options?: DecideOptions) =>
      answer(() => decideEvent(safe, event, options ?? {})),
    refuse: (code: CoreReasonCode, detail: string, options?: DecideOptions) =>
      answer(() => refuseEvent(safe, code, detail, options ?? {})),
  });
}

/** The answer when even deciding that something failed has failed. */
const lastResort: Decision = Object.freeze({
  outcome: 'DENY_ERROR',
  reason: Object.freeze({ code: 'HOOK_FAILED', detail: 'no decision could be made' }),
  subject: Object.freeze({}),
  trace: Object.freeze([]),
  receivedAt: 0,
  durationMs: 0,
});
