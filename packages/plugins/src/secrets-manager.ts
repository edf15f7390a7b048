import { Clock, definePlugin, provide, SecretStore } from '@gangway/core';
import * as v from 'valibot';
import type { AwsCredentials } from './aws-client/client-options.js';
import { chooseWay } from './secrets-manager/choose-way.js';
import { openStore } from './secrets-manager/open-store.js';
import { storeOptions } from './secrets-manager/options.js';
import { secretPermissions } from './secrets-manager/secret-permissions.js';
import { secretFaultCodes } from './secrets-manager/store-fault.js';

export type { AwsCredentials };

/**
 * The port `SecretStore` on AWS Secrets Manager: by the AWS Parameters and Secrets Lambda Extension where it is there, which
 * needs no SDK, or else by the SDK, `@aws-sdk/client-secrets-manager`.
 *
 * A secret is read once for all who ask at the same time, and then given without a question for `softSeconds`. After that the
 * next request reads it anew; where that fails, the last good value serves until `hardSeconds`. A version that a caller
 * rejects is read anew at once, at most once in `pauseSeconds`. Only `ResourceNotFoundException` means that there is none.
 *
 * The extension keeps values by itself, and is asked for what it has: see the page.
 *
 * @see docs/secrets.md
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html
 * @example secretsManager()
 * @example
 * secretsManager({
 *   via: 'sdk',
 *   region: 'eu-west-1',
 *   softSeconds: 60,
 *   resources: ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:fleet/*'],
 * });
 */
export const secretsManager = definePlugin({
  name: 'secrets-manager',
  options: storeOptions,
  reasonCodes: secretFaultCodes,
  build: (rules) => {
    const wayOf = chooseWay(rules);
    return {
      provides: [
        provide(SecretStore, { clock: Clock }, ({ clock }) => openStore(clock, wayOf, rules)),
      ],
      prepare: async () => {
        const way = await wayOf();
        await way.open();
      },
      secretPermissions: (ids) => secretPermissions(ids, rules),
    };
  },
});

/**
 * The store itself, for calls without a hook.
 *
 * @param clock tells how old a value is, `createSystemClock()` of `@gangway/plugins/system-clock`
 * @param options as the plugin's
 * @returns a store whose `get` rejects with a PortError of one of the plugin's codes
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`
 * @example
 * const secrets = openSecretsManagerStore(createSystemClock(), { via: 'sdk', region: 'eu-west-1' });
 */
export function openSecretsManagerStore(
  clock: Clock,
  options: v.InferInput<typeof storeOptions> = {},
): SecretStore {
  // First checked as the plugin's: Valibot's own error holds all that was given, and so keys and tokens.
  secretsManager(options);
  const rules = v.parse(storeOptions, options);
  return openStore(clock, chooseWay(rules), rules);
}
