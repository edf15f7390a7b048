import { clientCalls } from '../aws-client/client-calls.js';
import { type ClientOptions, clientSettings } from '../aws-client/client-options.js';
import { renewableClient } from '../aws-client/renewable-client.js';
import { parameterStoreFault, rethrown } from './parameter-store-fault.js';

interface ParameterStoreApi {
  getParameters(names: readonly string[], signal: AbortSignal): Promise<object>;
  /** Closes its connections. */
  destroy(): void;
}

/**
 * Asks for parameters by name, ten at most: more the service does not take. What is answered is not trusted to be of the shape
 * that the SDK's types say.
 *
 * @throws PortError
 */
export type GetParameters = (names: readonly string[], signal: AbortSignal) => Promise<object>;

/** A connection that is not there after this long will not come. */
const connectionTimeout = 1_000;

/** Ten values of 8 kB, each octet of which JSON may write in six, and what stands around them. */
const replyBytes = 1_000_000;

/** Parameter Store by AWS's SDK, which is loaded when it is first needed. */
export function openParameterStore(options: ClientOptions): GetParameters {
  const connection = renewableClient(
    () => load(options),
    ({ destroy }) => destroy(),
  );
  const call = clientCalls(connection, parameterStoreFault);
  return async (names, signal) => {
    const answer = await call({
      operation: 'GetParameters',
      signal,
      send: (api, within) => api.getParameters(names, within),
    });
    if (answer !== undefined) return answer;
    // This operation lists what it does not find, and has no error for it.
    throw parameterStoreFault('reply-invalid', 'GetParameters: an error of another operation');
  };
}

async function load(options: ClientOptions): Promise<ParameterStoreApi> {
  const sdk = await import('./sdk.js').catch(() => {
    throw parameterStoreFault(
      'unavailable',
      '@aws-sdk/client-ssm cannot be loaded; is it installed?',
    );
  });
  const client = new sdk.SSMClient({
    ...clientSettings(options),
    // Repeating is the caller's own affair: within its time, and once.
    maxAttempts: 1,
    requestHandler: { connectionTimeout },
  });
  sdk.boundReplies(client, replyBytes);
  await client.config.region().catch(() => {
    throw parameterStoreFault('unavailable', 'no region is given: set the option, or AWS_REGION');
  });
  return {
    getParameters: (names, abortSignal) =>
      client
        // Decryption is asked for always: of a parameter that is not encrypted it means nothing.
        .send(new sdk.GetParametersCommand({ Names: [...names], WithDecryption: true }), {
          abortSignal,
        })
        .catch(rethrown),
    destroy: () => client.destroy(),
  };
}
