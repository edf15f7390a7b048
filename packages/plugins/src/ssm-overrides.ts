import { Clock, definePlugin, type Overrides, overrides } from '@gangway/core';
import type { AwsCredentials } from './aws-client/client-options.js';
import { keptParameters } from './ssm/kept-parameters.js';
import { ssmOptions } from './ssm/options.js';
import { parameterStoreCodes } from './ssm/parameter-store-fault.js';
import type { ParametersByName } from './ssm/read-parameters.js';

export type { AwsCredentials };

/**
 * Gives a permitted device parameter values out of AWS Systems Manager's Parameter Store, from below a path. The value of a
 * `SecureString` is decrypted and is a secret: only the response holds it. A `StringList` is one text with commas. The trace
 * tells the version of each.
 *
 * Parameters are asked for by their names, ten a call: unlike a reading by path that costs and permits nothing beyond what is
 * named. They are read once for all who ask at the same time, and given without a question for `softSeconds`. After that the
 * next request reads them anew; where that fails, the last good values serve until `hardSeconds`.
 *
 * The SDK, `@aws-sdk/client-ssm`, is loaded and the first values are read when the hook gets ready or, failing that, by the first
 * request. Region and credentials are found as the SDK finds them, unless given.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 * @example ssmOverrides({ path: '/fleet/overrides', keys: ['Site'] })
 * @example
 * ssmOverrides({
 *   path: '/fleet',
 *   keys: { Site: 'location/site', BrokerPassword: 'broker/password' },
 *   region: 'eu-west-1',
 *   softSeconds: 60,
 * });
 */
export const ssmOverrides = definePlugin({
  name: 'ssm-overrides',
  options: ssmOptions,
  needs: { clock: Clock },
  reasonCodes: parameterStoreCodes,
  build: (options) => {
    const nameOf = new Map(
      [...options.keys].map(([key, name]) => [key, `${options.path}/${name}`]),
    );
    const names = [...new Set(nameOf.values())];
    const find = keptParameters(names, options);
    return {
      overrides: {
        keys: [...nameOf.keys()],
        sameForAll: true,
        values: async (_request, { ports, signal }) =>
          overridesOf(nameOf, await find({ clock: ports.clock, signal })),
      },
      prepare: async ({ ports, signal }) => {
        await find({ clock: ports.clock, signal });
      },
      // What is kept serves requests, and so it does here: Parameter Store is asked no more often than they ask it.
      probe: async ({ ports, signal }) => {
        await find({ clock: ports.clock, signal });
      },
      permissions: names.map((name) => ({
        action: 'ssm:GetParameters',
        resource: `arn:aws:ssm:${options.region ?? '*'}:*:parameter${name}`,
      })),
    };
  },
});

function overridesOf(nameOf: ReadonlyMap<string, string>, found: ParametersByName): Overrides {
  const given = [...nameOf].flatMap(([key, name]) => {
    const parameter = found.get(name);
    return parameter === undefined ? [] : [{ key, ...parameter }];
  });
  return overrides(Object.fromEntries(given.map(({ key, value }) => [key, value])), {
    byKey: Object.fromEntries(given.map(({ key, version, secret }) => [key, { version, secret }])),
  });
}
