import { type Lifecycle, type Logger, PortError } from '@gangway/core';
import { type Answer, denied, errorText } from './answer.js';
import type { Gate, Seal } from './gate/gate.js';
import { type IncomingCall, isTurnedAway, letIn, type TurnedAway } from './let-in.js';
import { notJson, parseJson } from './parse-json.js';

/**
 * Takes a presence event and puts what came of it into HTTP: 200 for every outcome, also where the event is refused, since it
 * would be again; 503 where the store could not be asked, so that whoever brings it does so once more. Who is not let in
 * reads the same as on the other routes.
 */
export async function answerPresence(
  gate: Gate,
  lifecycle: Lifecycle,
  incoming: IncomingCall,
): Promise<Answer> {
  const { logger, clock } = lifecycle;
  const { requestId } = incoming;
  let seal: Seal | undefined;
  try {
    const arrivedAt = clock.now();
    const call = await letIn(gate, 'presence', incoming);
    seal = call.seal;
    if (isTurnedAway(call)) return turnAway(logger, call, requestId);
    const message = parseJson(call.body);
    const body = await lifecycle.take(message === notJson ? undefined : message, {
      ...(call.budgetMs === undefined ? {} : { deadline: arrivedAt + call.budgetMs }),
    });
    return { status: 200, body, seal: call.seal };
  } catch (error) {
    // It has told the log itself.
    if (error instanceof PortError) return denied(503, error.code, seal);
    logger.log('error', 'the lifecycle failed', { requestId, error: errorText(error) });
    return { ...denied(500, undefined, seal), fault: true };
  }
}

/** It is no decision, so that the log alone hears of it. */
function turnAway(
  logger: Logger,
  { status, code, detail, error, seal }: TurnedAway,
  requestId: string,
): Answer {
  const level = status === 503 ? 'error' : 'warn';
  logger.log(level, 'a presence event was not let in', { requestId, code, detail });
  return denied(status, error, seal);
}
