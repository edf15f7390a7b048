import type { Reason, TraceStep } from '../domain/decision.js';
import type { ReasonCodes } from '../domain/outcome.js';
import type { ProvisioningRequest } from '../domain/request.js';
import { GangwayError, PortError } from '../gangway-error.js';
import type { Condition, StepInfo } from '../plugin/steps.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import { type Deadline, DeadlineReached } from './deadline.js';
import { Denied } from './denied.js';
import { plainText } from './redaction.js';

/** Everything that belongs to one request on its way through. */
export interface Run {
  readonly request: ProvisioningRequest;
  readonly deadline: Deadline;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reasonCodes: ReasonCodes;
  readonly trace: TraceStep[];
  /** Whether each condition holds, once it is known. */
  readonly conditions: Map<Condition, boolean>;
}

/** Ends the request with a reason of core's own or of a step. */
export function denied(code: string, detail: string, plugin?: string): Denied {
  return new Denied({
    code,
    detail: plainText(detail),
    ...(plugin === undefined ? {} : { plugin }),
  });
}

/**
 * Turns what a step threw into a denial. The error itself goes to the log, where the operator finds it;
 * the decision carries its code.
 */
export function failed(run: Run, step: StepInfo, code: string, error: unknown): Denied {
  if (error instanceof Denied) return error;
  // A port that gives up at our signal rejects with an error of its own.
  if (error instanceof DeadlineReached || run.deadline.signal.aborted) {
    return denied('DEADLINE_EXCEEDED', `the time ran out in "${step.name}"`, step.plugin);
  }
  const portCode = error instanceof PortError ? error.code : undefined;
  const known =
    portCode !== undefined && run.reasonCodes[portCode]?.class === 'DENY_ERROR'
      ? portCode
      : 'PORT_UNAVAILABLE';
  const reason: Reason = {
    code: portCode === undefined ? code : known,
    detail: plainText(describeError(error)),
    plugin: step.plugin,
  };
  run.logger.log('error', `${step.plugin}/${step.name} failed`, {
    code: reason.code,
    certificateId: run.request.certificateId,
    error: reason.detail,
    stack: error instanceof Error ? plainText(error.stack ?? '', 4_000) : undefined,
  });
  return new Denied(reason);
}

function describeError(error: unknown): string {
  if (error instanceof GangwayError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${typeof error}`;
}

/** Whether every condition of a step holds; a `when` is asked once a request. */
export function holds(run: Run, step: Pick<StepInfo, 'conditions'>): boolean {
  return step.conditions.every((condition) => {
    const known = run.conditions.get(condition);
    if (known !== undefined) return known;
    const answer = ask(run, condition);
    run.conditions.set(condition, answer);
    return answer;
  });
}

function ask(run: Run, condition: Condition): boolean {
  if (condition.test === undefined) return false;
  let answer: unknown;
  try {
    answer = condition.test(run.request);
  } catch (error) {
    throw denied('CONDITION_FAILED', `"${condition.name}" threw: ${describeError(error)}`);
  }
  // A promise or undefined is not "no": nobody knows what it would have said.
  if (typeof answer !== 'boolean') {
    throw denied('CONDITION_FAILED', `"${condition.name}" answered ${typeof answer}`);
  }
  return answer;
}
