import { Transform } from 'node:stream';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { AnswerTooLong, answerLimit } from './read-answer.js';

/** Cuts answers off at their limit: the SDK itself reads to the end whatever comes. */
export function boundReplies({ middlewareStack }: LambdaClient): void {
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body?: unknown } | undefined;
      const body = response?.body as NodeJS.ReadableStream | undefined;
      if (response !== undefined && typeof body?.pipe === 'function') response.body = limited(body);
      return result;
    },
    // Behind everything else that looks at an answer, and so the first that gets it.
    { step: 'deserialize', priority: 'low', name: 'boundReplies' },
  );
}

function limited(body: NodeJS.ReadableStream): Transform {
  let length = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > answerLimit) done(new AnswerTooLong());
      else done(null, chunk);
    },
  });
  const source = body as NodeJS.ReadableStream & { destroy?(): void };
  source.once('error', (error: Error) => limit.destroy(error));
  // Half an answer ends without an end of its own.
  source.once('aborted', () => limit.destroy(new Error('the answer broke off')));
  limit.once('close', () => source.destroy?.());
  return source.pipe(limit);
}
