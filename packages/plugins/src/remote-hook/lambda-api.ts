import { boundReplies } from '../aws-client/bounded-replies.js';
import { clientSettings } from '../aws-client/client-options.js';
import { type RenewableClient, renewableClient } from '../aws-client/renewable-client.js';
import { regionOf } from './function-name.js';
import type { LambdaRules } from './lambda-options.js';
import { answerBytes } from './read-hook-answer.js';
import { remoteHookError } from './reason-codes.js';

/** What came of an invocation that Lambda let in. */
export interface Invocation {
  readonly status: number | undefined;
  /** `Handled` or `Unhandled`, where the function threw. */
  readonly functionError: string | undefined;
  readonly payload: Uint8Array;
}

/** The one call, as AWS's client makes it. */
export interface LambdaApi {
  invoke(event: string, signal: AbortSignal): Promise<Invocation>;
  /** Closes its connections. */
  destroy(): void;
}

/** A connection that is not there after this long will not come. */
const connectionTimeout = 1_000;

/**
 * Each call has a connection of its own. One that was kept may have been closed at the other end while a function was frozen,
 * and from a call that broke nobody could tell whether the other hook has run.
 */
const agent = { keepAlive: false };

/** @throws PortError `REMOTE_HOOK_UNAVAILABLE`, when the SDK is not installed or there is no region */
export const connectLambda = (rules: LambdaRules): RenewableClient<LambdaApi> =>
  renewableClient(
    () => load(rules),
    ({ destroy }) => destroy(),
  );

async function load({ functionName, qualifier, ...options }: LambdaRules): Promise<LambdaApi> {
  const sdk = await import('./sdk.js').catch((error: unknown) => {
    throw unavailable('@aws-sdk/client-lambda cannot be loaded; is it installed?', error);
  });
  const client = new sdk.LambdaClient({
    ...clientSettings({ ...options, region: options.region ?? regionOf(functionName) }),
    // Only who knows whether the function has run can say whether a call may be repeated.
    maxAttempts: 1,
    requestHandler: { connectionTimeout, httpAgent: agent, httpsAgent: agent },
  });
  boundReplies(client, answerBytes);
  await client.config.region().catch((error: unknown) => {
    throw unavailable('no region is given: set the option, or AWS_REGION', error);
  });
  const target = {
    FunctionName: functionName,
    ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
    InvocationType: 'RequestResponse',
    // The log's tail would be texts that nobody asked for.
    LogType: 'None',
  } as const;
  return {
    async invoke(event, abortSignal) {
      const command = new sdk.InvokeCommand({ ...target, Payload: Buffer.from(event) });
      const answer = await client.send(command, { abortSignal });
      return {
        status: answer.StatusCode,
        functionError: answer.FunctionError,
        payload: answer.Payload ?? new Uint8Array(),
      };
    },
    destroy: () => client.destroy(),
  };
}

const unavailable = (message: string, cause: unknown) =>
  remoteHookError('unavailable', message, cause);
