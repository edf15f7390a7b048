import * as v from 'valibot';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { functionConcurrency } from '../questions.js';

const answer = v.looseObject({ ReservedConcurrentExecutions: v.optional(v.number()) });

/** Whether Lambda runs the function at all. */
export async function examineConcurrency(
  of: FunctionArn,
  { inquiry }: Context,
): Promise<readonly Finding[]> {
  const { name, region } = of;
  const reply = await inquiry.ask(functionConcurrency(of), answer);
  if (reply.kind !== 'answer' || reply.value.ReservedConcurrentExecutions !== 0) return [];
  const what = `${name} has a reserved concurrency of 0.`;
  const mend = aws(
    ...['lambda', 'delete-function-concurrency', '--function-name', name, '--region', region],
  );
  return [found('CONCURRENCY_NONE', { what, mend, where: writeFunctionArn(of) })];
}
