import { type Clock, type PreProvisioningEvent, timing } from '@gangway/core';
import type { FaultPlan, FaultSubject } from '../chaos/fault-plan.js';
import { HookCallError, type HookTarget } from '../hook-target/hook-target.js';
import { readHookAnswer } from './hook-answer.js';
import type { Parameters } from './parameters.js';
import { refuse } from './refusals.js';
import type { Rejection } from './rejection.js';

export interface HookQuestion {
  readonly event: PreProvisioningEvent;
  readonly targetArn: string;
  readonly requestId: string;
  readonly subject: FaultSubject;
}

export interface HookParts {
  readonly clock: Clock;
  readonly hook: HookTarget;
  readonly faults: FaultPlan;
}

/**
 * Asks the hook, once, and gives it AWS IoT's five seconds, in which everything must be done: whatever answers later, or blocks
 * this process for longer, has not answered.
 *
 * @returns the overrides of a hook that said yes
 * @throws Rejection 403 for everything else
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export async function askHook(parts: HookParts, question: HookQuestion): Promise<Parameters> {
  const { clock } = parts;
  const startedAt = clock.monotonic();
  const controller = new AbortController();
  const timeout = Promise.withResolvers<never>();
  const cancel = clock.after(timing.awsLimitMs, () => {
    const error = tooLate();
    timeout.reject(error);
    controller.abort(error);
  });
  let answer: unknown;
  try {
    answer = await Promise.race([ask(parts, question, controller.signal), timeout.promise]);
    // The answer of one that blocks the event loop is there before the timer can ring.
    if (clock.monotonic() - startedAt >= timing.awsLimitMs) throw tooLate();
  } catch (error) {
    throw rejectionOf(error);
  } finally {
    cancel();
  }
  return readHookAnswer(answer);
}

async function ask(
  { clock, hook, faults }: HookParts,
  { event, targetArn, requestId, subject }: HookQuestion,
  signal: AbortSignal,
): Promise<unknown> {
  const fault = faults.hook(subject);
  if (fault.kind === 'fail') throw new HookCallError('HOOK_FAILED', 'a fault was asked for');
  if (fault.kind === 'slow') {
    const waitMs = Math.min(fault.milliseconds, timing.awsLimitMs);
    await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
    signal.throwIfAborted();
  }
  return hook.ask(event, { signal, requestId, targetArn });
}

const tooLate = () =>
  new HookCallError('HOOK_TIMED_OUT', `it gave no answer within ${timing.awsLimitMs} ms`);

/** The message of an error that is not the target's own may hold anything: its name alone is told. */
function rejectionOf(error: unknown): Rejection {
  if (error instanceof HookCallError) return refuse(error.code, error.message, error);
  const name = error instanceof Error ? error.name : typeof error;
  return refuse('HOOK_FAILED', `asking it threw ${name}`, error);
}
