import { isListening } from './extension-call.js';
import { extensionWay } from './extension-way.js';
import { lambdaEnvironment } from './lambda-environment.js';
import { mayUseExtension, type StoreOptions } from './options.js';
import { sdkWay } from './sdk-way.js';
import type { SecretsWay } from './secrets-way.js';
import { secretFault } from './store-fault.js';

/**
 * Chooses the way that the options name, or else looks for the extension: in a Lambda function, once, by whether anybody
 * listens at its port. Lambda starts extensions before the function's own code.
 */
export function chooseWay(options: StoreOptions): () => Promise<SecretsWay> {
  const portOf = () => options.extension.port ?? lambdaEnvironment().extensionPort;
  const tokenOf = () => options.extension.token ?? lambdaEnvironment().sessionToken;
  const sdk = sdkWay(options);
  const extension = extensionWay(() => {
    const token = tokenOf();
    if (token === undefined) {
      throw secretFault(
        'forbidden',
        'there is no token for the extension: AWS_SESSION_TOKEN is not set',
      );
    }
    return { port: portOf(), token };
  });

  async function find(): Promise<SecretsWay> {
    const isCandidate = mayUseExtension(options) && tokenOf() !== undefined;
    const isThere = isCandidate && lambdaEnvironment().isLambda && (await isListening(portOf()));
    return isThere ? extension : sdk;
  }

  let found: Promise<SecretsWay> | undefined;
  return async () => {
    if (options.via !== 'found') return options.via === 'sdk' ? sdk : extension;
    found ??= find();
    return found;
  };
}
