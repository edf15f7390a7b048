import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaults, type FaultTerms, redirectedPath } from '../aws-json/json-faults.js';
import { readCall, writeAnswer } from '../aws-json/json-wire.js';
import { listenLocally } from '../aws-json/local-server.js';
import { registerCanary } from '../canaries.js';
import { otherAnswer, type SsmFault, ssmFaults } from './ssm-faults.js';
import { ssmService } from './ssm-wire.js';
import { createParameters, type SsmParameterType } from './stored-parameters.js';

export interface SsmServerOptions {
  /** The parameters at the start, by name: values of type `String`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Region in the ARNs; `us-east-1` unless given. */
  readonly region?: string;
  /** Account in the ARNs, twelve digits; `123456789012` unless given. */
  readonly accountId?: string;
}

/** A running server of AWS Systems Manager's Parameter Store. */
export interface SsmServer {
  /** The endpoint for an SDK client, or for `AWS_ENDPOINT_URL_SSM`. */
  readonly url: string;
  /** How often parameters were asked for, faulty calls included, and how many calls followed a redirect. */
  readonly calls: { readonly GetParameters: number; readonly redirected: number };
  /**
   * Puts a new version of a parameter in.
   *
   * @param type that of the version before, or `String`, unless given
   * @returns the version
   */
  put(name: string, value: string, type?: SsmParameterType): number;
  remove(name: string): void;
  /** From now on calls fail so. */
  fail(fault: SsmFault, terms?: FaultTerms): void;
  /** All is well again; calls that hang go on hanging. */
  mend(): void;
  /** Breaks every connection off and closes. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves `GetParameters` of AWS Systems Manager on a free port of this machine, for AWS's own SDK client by endpoint URL: at most
 * ten names a call, versions, `SecureString` decrypted only on request. It wants a signed request, and does not verify the
 * signature.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 * @example
 * await using ssm = await startSsmServer({ parameters: { '/fleet/Site': 'Oslo' } });
 * ssm.put('/fleet/Site', 'Bergen'); // 2
 * ssm.put('/fleet/Key', 's3cret', 'SecureString'); // 1
 * ssm.fail('throttle', { times: 1 });
 * ssm.calls.GetParameters; // 0
 */
export async function startSsmServer({
  parameters: listed = {},
  region = 'us-east-1',
  accountId = '123456789012',
}: SsmServerOptions = {}): Promise<SsmServer> {
  const parameters = createParameters(
    (name) =>
      `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  );
  for (const [name, value] of Object.entries(listed)) parameters.put(name, value);
  for (const { Value } of otherAnswer.Parameters) {
    registerCanary('parameter that nobody asked for', Value);
  }
  const faults = createFaults(ssmFaults);
  const calls = { GetParameters: 0, redirected: 0 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === redirectedPath) {
      calls.redirected += 1;
      return writeAnswer(response, { body: otherAnswer });
    }
    const call = await readCall(request, ssmService);
    if (!('input' in call)) return writeAnswer(response, call);
    calls.GetParameters += 1;
    const found = parameters.answer(call.input);
    const fail = faults.take();
    return fail === undefined
      ? writeAnswer(response, found)
      : fail({ request, response, answer: found });
  }

  // Whoever breaks a request off gets no answer.
  const { port, close } = await listenLocally((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return Object.freeze({
    url: `http://127.0.0.1:${port}`,
    calls,
    put: parameters.put,
    remove: parameters.remove,
    fail: faults.add,
    mend: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}
