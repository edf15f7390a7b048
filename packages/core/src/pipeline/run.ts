import type { Reason, TraceStep } from '../domain/decision.js';
import type { FactUse } from '../domain/fact.js';
import type { ReasonCodes } from '../domain/outcome.js';
import type { ProvisioningRequest } from '../domain/request.js';
import { isPortError } from '../gangway-error.js';
import type { Condition, Monitor, StepContext, StepInfo } from '../plugin/steps.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import { type Deadline, DeadlineReached } from './deadline.js';
import { Denied } from './denied.js';
import { describeError, isA } from './describe-error.js';
import type { FactScope } from './fact-scope.js';
import type { LastGood } from './last-good.js';
import type { Inside } from './monitor/inside.js';
import type { Watch } from './monitor/watch.js';
import { portCode } from './port-code.js';
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
  readonly conditions: KnownConditions;
  /** What is known inside each monitor whose checks were asked. */
  readonly inside: Map<Monitor, Inside>;
  /** Of override sources, in earlier requests to the same hook. */
  readonly lastGood: LastGood;
  /** What is asked beside the decision, and recorded when it is made. */
  readonly watches: Watch[];
  /** Takes the identifiers out of a text that goes to the log. */
  readonly hide: (text: string) => string;
}

/** Whether conditions hold, as far as it is known. */
export interface KnownConditions {
  get(condition: Condition): boolean | undefined;
  set(condition: Condition, holds: boolean): void;
}

/** What failed: the plugin is absent where core itself asked. */
export type Failing = Pick<StepInfo, 'name'> & { readonly plugin?: string };

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
export function failed(run: Run, step: Failing, code: string, error: unknown): Denied {
  if (isA(error, Denied)) return error;
  // A port that gives up at our signal rejects with an error of its own.
  if (isA(error, DeadlineReached) || run.deadline.signal.aborted) {
    return denied(run.deadline.code(), `the time ran out in "${step.name}"`, step.plugin);
  }
  const { text, stack } = describeError(error);
  const reason: Reason = {
    code: isPortError(error) ? portCode(run.reasonCodes, error.code) : code,
    detail: text,
    ...(step.plugin === undefined ? {} : { plugin: step.plugin }),
  };
  run.logger.log('error', `${step.plugin ?? 'core'}/${step.name} failed`, {
    code: reason.code,
    certificateId: run.hide(run.request.certificateId),
    error: run.hide(text),
    ...(stack === undefined ? {} : { stack: run.hide(stack) }),
  });
  return new Denied(reason);
}

/**
 * What a step gets beside the request.
 *
 * @throws Denied `FACT_MISSING` when a fact that it needs was not given
 */
export function contextOf(run: Run, step: StepInfo, facts: FactScope): StepContext {
  const missing = step.facts.needs?.find(({ name }) => !facts.has(name));
  if (missing !== undefined) {
    throw denied('FACT_MISSING', `no check gave "${missing.name}"`, step.plugin);
  }
  return { facts: facts.view(step.facts), signal: run.deadline.signal };
}

/** Whether every condition of a step holds; a `when` is asked once a request. */
export function holds(run: Run, step: Pick<StepInfo, 'conditions'>, facts: FactScope): boolean {
  return step.conditions.every((condition) => {
    const known = run.conditions.get(condition);
    if (known !== undefined) return known;
    const answer = ask(run, condition, facts);
    run.conditions.set(condition, answer);
    return answer;
  });
}

const noFacts: FactUse = Object.freeze({});

function ask(run: Run, condition: Condition, facts: FactScope): boolean {
  if (condition.test === undefined) return false;
  let answer: unknown;
  try {
    answer = condition.test(run.request, facts.view(condition.facts ?? noFacts));
  } catch (error) {
    throw denied('CONDITION_FAILED', `"${condition.name}" threw: ${describeError(error).text}`);
  }
  // A promise or undefined is not "no": nobody knows what it would have said.
  if (typeof answer !== 'boolean') {
    throw denied('CONDITION_FAILED', `"${condition.name}" answered ${typeof answer}`);
  }
  return answer;
}
