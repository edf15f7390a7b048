import { type Lifecycle, PortError } from '@gangway/core';
import { type Answer, denied, errorText } from './answer.js';
import type { Gate, Seal } from './gate/gate.js';
import { type IncomingCall, isTurnedAway, letIn, type TurnedAway } from './let-in.js';
import type { LoadLimit } from './load/load-limit.js';
import type { Meter } from './metrics/meter.js';
import { notJson, parseJson } from './parse-json.js';
import type { RefusalLimit } from './refusal-limit.js';

/** What a presence event goes through. Its limit is one of its own: a fleet that reconnects must not keep devices from being decided about. */
export interface PresenceService {
  readonly lifecycle: Lifecycle;
  readonly gate: Gate;
  readonly load: LoadLimit;
  readonly meter: Meter;
  readonly refusals: RefusalLimit;
}

/**
 * Takes a presence event and puts what came of it into HTTP: 200 for every outcome, also where the event is refused, since it
 * would be again; 503 where the store could not be asked, so that whoever brings it does so once more. Who is not let in
 * reads the same as on the other routes.
 */
export async function answerPresence(
  service: PresenceService,
  incoming: IncomingCall,
): Promise<Answer> {
  const { lifecycle, gate, load, meter } = service;
  const { logger, clock } = lifecycle;
  const { requestId } = incoming;
  let seal: Seal | undefined;
  try {
    const arrivedAt = clock.now();
    const call = await letIn(gate, 'presence', incoming);
    seal = call.seal;
    if (isTurnedAway(call)) return turnAway(service, call, requestId);
    const { budgetMs } = call;
    const deadline = budgetMs === undefined ? undefined : arrivedAt + budgetMs;
    const entry = load.enter((deadline ?? Number.POSITIVE_INFINITY) - clock.now());
    if (entry === undefined) return denied(503, 'OVERLOADED', seal);
    try {
      if (entry.turn !== undefined) await entry.turn;
      const message = parseJson(call.body);
      const body = await lifecycle.take(message === notJson ? undefined : message, {
        ...(deadline === undefined ? {} : { deadline }),
      });
      meter.took(body);
      return { status: 200, body, seal: call.seal };
    } finally {
      entry.leave();
    }
  } catch (error) {
    // It has told the log itself.
    if (error instanceof PortError) return denied(503, error.code, seal);
    logger.log('error', 'the lifecycle failed', { requestId, error: errorText(error) });
    return { ...denied(500, undefined, seal), fault: true };
  }
}

/** It is no decision, so that the log alone hears of it; of what came of load, not even that. */
function turnAway(
  { lifecycle: { logger }, meter, refusals }: PresenceService,
  call: TurnedAway,
  requestId: string,
): Answer {
  const { status, code, error, seal } = call;
  if (code === 'OVERLOADED') return denied(status, error, seal);
  meter.refused(code);
  const detail = refusals(call);
  if (detail === undefined) return denied(status, error, seal);
  const level = status === 503 ? 'error' : 'warn';
  logger.log(level, 'a presence event was not let in', { requestId, code, detail });
  return denied(status, error, seal);
}
