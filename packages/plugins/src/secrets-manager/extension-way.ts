import type { Secret } from '@gangway/core';
import { clientCalls } from '../aws-client/client-calls.js';
import { type ExtensionAddress, getFromExtension } from './extension-call.js';
import { errorName, fieldsOf } from './extension-reply.js';
import { readSecret } from './read-secret.js';
import { replyBytes, type SecretQuery } from './secret-query.js';
import type { Asking, SecretsWay } from './secrets-way.js';
import { extensionRefused, rethrown, secretFault } from './store-fault.js';

/** It serves from the first invocation on, and an invocation is nothing to be waited for longer than this at a time. */
const readyEveryMs = 20;

/**
 * Secrets Manager by the AWS Parameters and Secrets Lambda Extension, without any SDK. AWS's Secrets Manager Agent speaks the
 * same protocol.
 *
 * The extension tells of every failure with status 400 and one text, so that "there is none" cannot be told from "may not".
 * The agent gives the failure its name.
 *
 * @param addressOf where it is and what it wants, looked up anew for each call
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html
 * @see https://github.com/aws/aws-secretsmanager-agent
 */
export function extensionWay(addressOf: () => ExtensionAddress): SecretsWay {
  const call = clientCalls<ExtensionAddress>(
    {
      use: (work) => work(addressOf()),
      // The credentials are its own.
      renew: () => false,
    },
    secretFault,
  );

  async function ask(
    address: ExtensionAddress,
    query: SecretQuery,
    asking: Asking,
  ): Promise<Secret> {
    const { status, text } = await getFromExtension(address, query, asking.signal, replyBytes);
    if (status === 200) return readSecret(fieldsOf(text), query);
    if (status === 400 && text.startsWith('not ready')) {
      await nextTry(asking);
      return ask(address, query, asking);
    }
    const name = errorName(text);
    if (status === 400 && name === undefined) throw extensionRefused(status);
    return rethrown(serviceError(name, status));
  }

  return {
    async open() {},
    get: (query, { clock, signal }) =>
      call({
        operation: 'GetSecretValue',
        signal,
        send: (address, within) => ask(address, query, { clock, signal: within }),
      }),
  };
}

const serviceError = (name = 'Error', status: number): Error =>
  Object.assign(new Error('the extension failed'), { name, $metadata: { httpStatusCode: status } });

function nextTry({ clock, signal }: Asking): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(secretFault('timeout', 'GetSecretValue: the extension was not ready in time'));
    };
    const cancel = clock.after(readyEveryMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
