import {
  type DecidingHook,
  type Decision,
  type PreProvisioningResponse,
  type PresenceOutcome,
  timing,
  toResponse,
} from '@gangway/core';
import type { PresenceService } from './answer-presence.js';
import type { Gate, Seal } from './gate/gate.js';
import { type IncomingCall, isTurnedAway, type LetIn, letIn, type TurnedAway } from './let-in.js';
import type { LoadLimit } from './load/load-limit.js';
import type { Meter } from './metrics/meter.js';
import { notJson, parseJson } from './parse-json.js';
import type { RefusalLimit } from './refusal-limit.js';

/** What goes back over HTTP, before it is a web response or a Node one. */
export interface Answer {
  readonly status: number;
  readonly body: (PreProvisioningResponse & { readonly error?: string }) | PresenceOutcome;
  /** Makes the answer authentic, over its body as it goes out. */
  readonly seal?: Seal;
  /** True only for a fault of our own. */
  readonly fault?: true;
}

/** A denial beside an error, so that no answer can be taken for consent. */
export function denied(status: number, error?: string, seal?: Seal): Answer {
  return {
    status,
    ...(seal === undefined ? {} : { seal }),
    body: {
      allowProvisioning: false,
      parameterOverrides: {},
      ...(error === undefined ? {} : { error }),
    },
  };
}

/** What a call goes through on its way to the hook. */
export interface EventService {
  readonly hook: DecidingHook;
  readonly gate: Gate;
  readonly load: LoadLimit;
  readonly meter: Meter;
  readonly refusals: RefusalLimit;
  /** Where presence events go, if anywhere. */
  readonly presence?: PresenceService;
}

/**
 * Decides about a call and puts the decision into HTTP: 200 for every JSON value, since a denial is an answer and no
 * error; 400, 408 and 413 where there was no event to decide about, 401 where the call was not let in, 503 where that could
 * not be told or it was shed; 500 where the hook itself failed.
 *
 * The time of a decision begins here, before the body is read: who asks has waited since then.
 *
 * @returns never `allowProvisioning: true` with another status than 200
 */
export async function answerEvent(service: EventService, incoming: IncomingCall): Promise<Answer> {
  const { hook, gate } = service;
  const { requestId } = incoming;
  let seal: Seal | undefined;
  try {
    const arrivedAt = hook.clock.now();
    const call = await letIn(gate, 'event', incoming);
    seal = call.seal;
    if (isTurnedAway(call)) return await turnAway(service, call, requestId);
    const deadline = arrivedAt + timeFor(call.budgetMs);
    const entry = service.load.enter(deadline - hook.clock.now());
    if (entry === undefined) return denied(503, 'OVERLOADED', seal);
    try {
      if (entry.turn !== undefined) await entry.turn;
      return await decide(service, call, { deadline, requestId });
    } finally {
      entry.leave();
    }
  } catch (error) {
    hook.logger.log('error', 'the hook failed', { requestId, error: errorText(error) });
    return { ...denied(500, undefined, seal), fault: true };
  }
}

/** The decision's part of what the caller waits: it is recorded after it is made, and before it goes out. */
const timeFor = (budgetMs: number | undefined): number =>
  Math.min(
    budgetMs === undefined ? Number.POSITIVE_INFINITY : budgetMs - timing.sinkBudgetMs,
    timing.awsLimitMs - timing.marginMs,
  );

async function decide(
  { hook, meter }: EventService,
  { body, seal }: LetIn,
  options: { readonly deadline: number; readonly requestId: string },
): Promise<Answer> {
  const event = parseJson(body);
  if (event === notJson) {
    meter.refused('BODY_NOT_JSON');
    return told(400, await hook.refuse('BODY_NOT_JSON', `${body.length} octets`, options), seal);
  }
  const decision = await hook.decide(event, options);
  meter.decided(decision);
  return told(200, decision, seal);
}

/** Recorded like every denial, but for one that came of load, which would be one more, and for most of a flood. */
export async function turnAway(
  { hook, meter, refusals }: EventService,
  call: TurnedAway,
  requestId: string,
): Promise<Answer> {
  const { status, code, error, seal } = call;
  if (code === 'OVERLOADED') return denied(status, error, seal);
  meter.refused(code);
  const detail = refusals(call);
  if (detail !== undefined) await hook.refuse(code, detail, { requestId });
  return denied(status, error, seal);
}

function told(status: number, decision: Decision, seal?: Seal): Answer {
  const body = toResponse(decision);
  if (status !== 200 && body.allowProvisioning) throw new Error('a refusal that allows');
  return { status, body, ...(seal === undefined ? {} : { seal }) };
}

/** An error as it may stand in a log; what was thrown may be anything, also what no text can be made of. */
export function errorText(error: unknown): string {
  try {
    return String(error);
  } catch {
    return typeof error;
  }
}
