import type { LambdaProxyOptions } from '@gangway/adapter-lambda/proxy';
import { CompositionError } from '@gangway/core';
import { secretKeys } from '@gangway/hop';
import { openSecretsManagerStore } from '@gangway/plugins/secrets-manager';
import { createSystemClock } from '@gangway/plugins/system-clock';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the proxy of a `HookProxy` is told, by its environment.
 *
 * @throws CompositionError `OPTION_INVALID` where a variable is missing
 */
export function proxySettings(environment: Environment): LambdaProxyOptions {
  const { GANGWAY_PLAIN_HTTP, GANGWAY_SERVERNAME, GANGWAY_CA } = environment;
  // No extension: it asks by the name that a VPC with an endpoint of its own may not lead anywhere.
  const secrets = openSecretsManagerStore(createSystemClock(), { via: 'sdk' });
  return {
    url: needed(environment, 'GANGWAY_HOOK_URL'),
    keys: secretKeys(secrets, needed(environment, 'GANGWAY_HOP_SECRET')),
    plainHttp: GANGWAY_PLAIN_HTTP === 'true',
    ...(GANGWAY_SERVERNAME === undefined ? {} : { servername: GANGWAY_SERVERNAME }),
    ...(GANGWAY_CA === undefined ? {} : { ca: GANGWAY_CA }),
  };
}

function needed(environment: Environment, name: string): string {
  const { [name]: value = '' } = environment;
  if (value !== '') return value;
  throw new CompositionError(
    'OPTION_INVALID',
    `${name} is not set. The construct HookProxy sets it.`,
  );
}
