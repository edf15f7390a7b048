import type { InvokeAnswer, InvokeCall } from './lambda-wire.js';

/** The little of Lambda's context that a handler gets here. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
}

/** A function's handler. */
export type LambdaFunction = (event: unknown, context: LambdaContext) => unknown;

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** The functions of the account. */
export function createFunctions(
  handlers: Readonly<Record<string, LambdaFunction>>,
  { region, accountId }: Place,
) {
  const prefix = `arn:aws:lambda:${region}:${accountId}:function:`;
  return {
    /** Runs the handler that is meant, or says that there is none. */
    async invoke(
      { target, qualifier = '$LATEST' }: InvokeCall,
      body: string,
    ): Promise<InvokeAnswer> {
      const name = target.startsWith(prefix) ? target.slice(prefix.length) : target;
      const key = qualifier === '$LATEST' ? name : `${name}:${qualifier}`;
      const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined;
      if (handler === undefined) {
        const message = `Function not found: ${prefix}${key}`;
        return { status: 404, error: 'ResourceNotFoundException', message };
      }
      const context = {
        functionName: name,
        functionVersion: qualifier,
        invokedFunctionArn: `${prefix}${key}`,
      };
      return { ...(await run(handler, body, context)), version: qualifier };
    },
  };
}

async function run(
  handler: LambdaFunction,
  body: string,
  context: LambdaContext,
): Promise<{ readonly payload: string; readonly functionError?: 'Unhandled' }> {
  try {
    const returned: unknown = await handler(JSON.parse(body), context);
    return { payload: JSON.stringify(returned) ?? 'null' };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return {
      payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }),
      functionError: 'Unhandled',
    };
  }
}
