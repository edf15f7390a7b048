import { type Answer, answerEvent, denied, type EventService, turnAway } from './answer.js';
import type { HeaderValues } from './gate/gate.js';
import { type IncomingCall, isTurnedAway, letIn } from './let-in.js';

/** An answer as Lambda would put it. */
export interface InvocationAnswer {
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers Lambda's Invoke. `DryRun` asks only whether it is let in, and is looked at like every call. `Event` Lambda would take, and run the function
 * later; a decision that nobody waits for provisions nothing and might use up a device's claim, so it is refused.
 *
 * @returns nothing where a dry run was let in
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function answerInvocation(
  service: EventService,
  call: IncomingCall,
): Promise<InvocationAnswer | undefined> {
  const type = invocationType(call.header);
  if (type === 'RequestResponse') return toInvocation(await answerEvent(service, call));
  if (type !== 'DryRun') return refusedType;
  const dryRun = await letIn(service.gate, 'event', call);
  if (!isTurnedAway(dryRun)) return undefined;
  return toInvocation(await turnAway(service, dryRun, call.requestId));
}

function invocationType(header: HeaderValues): string | undefined {
  const [type = 'RequestResponse', another] = header('x-amz-invocation-type');
  return another === undefined ? type : undefined;
}

const refusedType: InvocationAnswer = Object.freeze({
  answer: denied(400, 'INVOCATION_TYPE_REFUSED'),
  headers: { 'x-amzn-errortype': 'InvalidParameterValueException' },
});

// What an AWS SDK makes an exception of. The body stays the denial that it is everywhere.
const errorTypes: Readonly<Record<number, string>> = {
  400: 'InvalidRequestContentException',
  401: 'AccessDeniedException',
  413: 'RequestTooLargeException',
  503: 'ServiceException',
};

/** Lambda answers 200 when it could invoke; that the function failed stands in a header. */
function toInvocation(answer: Answer): InvocationAnswer {
  const version = { 'x-amz-executed-version': '$LATEST' };
  if (answer.fault) {
    const headers = { ...version, 'x-amz-function-error': 'Unhandled' };
    return { answer: { ...answer, status: 200 }, headers };
  }
  const errorType = errorTypes[answer.status];
  return {
    answer,
    headers: errorType === undefined ? version : { 'x-amzn-errortype': errorType },
  };
}
