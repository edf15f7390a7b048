import type { PreProvisioningEvent } from '@gangway/core';
import { HookCallError, type HookTarget } from './hook-target.js';
import { type LambdaApi, openLambda } from './open-lambda.js';
import { parseAnswer } from './read-answer.js';

/** Keys of an AWS identity. */
export interface LambdaCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface LambdaHookOptions {
  /**
   * URL of what answers in Lambda's place: AWS's runtime interface emulator, a container of Gangway's, LocalStack. Lambda itself
   * unless told.
   */
  readonly endpoint?: string;
  /** The region that is asked; the one in the template's ARN unless told. */
  readonly region?: string;
  /** Which function, instead of the one whose ARN the template names; AWS's runtime interface emulator knows `function` alone. */
  readonly functionName?: string;
  /** The SDK's own search unless told; behind an `endpoint`, where nobody looks at them, made-up ones. */
  readonly credentials?: LambdaCredentials;
}

/**
 * The Lambda function that the template names, invoked through AWS's own client, which is loaded with the first call.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @example
 * const target = lambdaHook({ endpoint: 'http://127.0.0.1:9000', functionName: 'function' });
 */
export function lambdaHook(options: LambdaHookOptions = {}): HookTarget {
  let opening: Promise<LambdaApi> | undefined;
  let openedFor: string | undefined;
  const apiFor = async (targetArn: string): Promise<LambdaApi> => {
    const region = options.region ?? regionOf(targetArn);
    if (opening === undefined || openedFor !== region) {
      opening?.then(
        ({ destroy }) => destroy(),
        () => undefined,
      );
      openedFor = region;
      opening = openLambda({ ...options, region });
    }
    return opening;
  };
  return Object.freeze({
    label: options.functionName ?? options.endpoint ?? 'Lambda',
    async ask(
      event: PreProvisioningEvent,
      { signal, targetArn }: { readonly signal: AbortSignal; readonly targetArn: string },
    ) {
      const name = options.functionName ?? targetArn;
      const api = await apiFor(targetArn);
      const { status, functionError, payload } = await api.invoke(name, event, signal);
      if (functionError !== undefined) {
        throw new HookCallError(
          'HOOK_FAILED',
          `${name} failed (${functionError}): see its own log`,
        );
      }
      if (status !== 200) {
        throw new HookCallError(
          'HOOK_FAILED',
          `invoking ${name} gave HTTP ${status} instead of 200`,
        );
      }
      return parseAnswer(payload, name);
    },
    async close() {
      const opened = await opening?.catch(() => undefined);
      opened?.destroy();
    },
  });
}

const regionOf = (arn: string): string | undefined =>
  /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):/.exec(arn)?.[1];
