import * as v from 'valibot';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { eventInvokeConfig } from '../questions.js';
import type { FunctionConfiguration } from './function-settings.js';

const answer = v.looseObject({
  DestinationConfig: v.optional(
    v.looseObject({
      OnFailure: v.optional(v.looseObject({ Destination: v.optional(v.string()) })),
    }),
  ),
});

/** Where events go that a function could not take, and what is found about it. */
export interface FailureDestination {
  readonly destination?: string;
  readonly findings: readonly Finding[];
}

/** AWS IoT's rules call a function without waiting: Lambda tries twice more, and then gives the event up. */
export async function examineFailures(
  of: FunctionArn,
  { DeadLetterConfig }: FunctionConfiguration,
  { inquiry }: Context,
): Promise<FailureDestination> {
  const reply = await inquiry.ask(eventInvokeConfig(of), answer);
  // Nobody knows which it is, so that none that the role may write to is too much.
  if (reply.kind === 'unknown') return { destination: '*', findings: [] };
  const told =
    reply.kind === 'answer' ? reply.value.DestinationConfig?.OnFailure?.Destination : undefined;
  const destination = told ?? DeadLetterConfig?.TargetArn;
  if (destination !== undefined) return { destination, findings: [] };
  const where = writeFunctionArn(of);
  return {
    findings: [
      found('PRESENCE_FAILURES_LOST', {
        what: `${where} has no destination for events that it could not take.`,
        mend: 'In CDK: deploy the function as ClaimLifecycle makes it, with a queue for failures.',
        where,
      }),
    ],
  };
}
