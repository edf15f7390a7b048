import { definePlugin, errorCode, overrides, SecretStore } from '@gangway/core';
import * as v from 'valibot';
import { memberCodes } from './document/document-fault.js';
import { documentKeys } from './document/document-keys.js';
import { secretId, secretStage } from './secret/secret-id.js';
import { memberReading, wholeReading } from './secret/secret-values.js';
import { valuesFromStore } from './secret/values-from-store.js';
import { secretsManager } from './secrets-manager.js';
import { parameterName } from './text/parameter-name.js';

const options = v.pipe(
  v.strictObject({
    /** Id of the secret: its name or its ARN. */
    secretId,
    /** Names that override key and member share, or JSON Pointers by override key. */
    keys: v.optional(documentKeys),
    /** Override key whose value is the whole secret, be it JSON or not. */
    wholeAs: v.optional(parameterName),
    /** Version stage; the store's current one unless given. */
    stage: v.optional(secretStage),
    /** What to do where the secret lacks a member. */
    missing: v.optional(v.picklist(['deny', 'skip']), 'deny'),
  }),
  v.check(
    ({ keys, wholeAs }) => (keys === undefined) !== (wholeAs === undefined),
    'give either keys, for members of a secret that is JSON, or wholeAs, for the secret as it is',
  ),
  v.check(
    ({ wholeAs, missing }) => wholeAs === undefined || missing === 'deny',
    'missing is about the members that keys name',
  ),
);

/**
 * Gives a permitted device parameter values out of a secret: members of one that is JSON, found by name or by JSON Pointer
 * (RFC 6901), or the whole of it. Where it is given as a whole, a binary secret is given in base64.
 *
 * Only the response holds the values; logs, traces, errors and the ledger have source and version. All values of one answer
 * come from one version.
 *
 * The secret is asked of the port `SecretStore` with each permitted request, and first when the hook gets ready; one that
 * cannot be used is asked for once more, as it may have been mended since the store read it. The plugin brings
 * `secretsManager()` for a hook in which nothing else is that store; where one is listed, that one is asked: with
 * `fileSecretStore` the secret is a file.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc6901
 * @example secretsManagerOverrides({ secretId: 'fleet/overrides', keys: ['Site'] })
 * @example
 * secretsManagerOverrides({ secretId: 'fleet/overrides', keys: { Site: '/location/site' }, stage: 'AWSPREVIOUS' })
 * @example secretsManagerOverrides({ secretId: 'fleet/broker-password', wholeAs: 'BrokerPassword' })
 */
export const secretsManagerOverrides = definePlugin({
  name: 'secrets-manager-overrides',
  options,
  needs: { secrets: SecretStore },
  reasonCodes: {
    OVERRIDES_SECRET_MISSING: errorCode(
      'The store has no secret of that id, or none of that stage.',
      'Compare `secretId` and `stage` with what the store holds, and see that the region is the right one.',
    ),
    OVERRIDES_SECRET_BINARY: errorCode(
      'The secret is binary, and `keys` are found in JSON alone.',
      'Store it as a text, or give it as a whole with `wholeAs`.',
    ),
    OVERRIDES_SECRET_NOT_JSON: errorCode(
      'The secret is not JSON, has two members of one name, or is nested over 64 levels deep.',
      'Mend it, or give it as a whole with `wholeAs`.',
    ),
    ...memberCodes('OVERRIDES_SECRET', 'the secret'),
  },
  build: ({ secretId: id, stage, missing, keys = new Map(), wholeAs }) => {
    const read = wholeAs === undefined ? memberReading(keys, missing) : wholeReading(wholeAs);
    const ask = valuesFromStore('OVERRIDES_SECRET', { id, stage }, read);
    return {
      brings: [secretsManager()],
      secrets: [id],
      overrides: {
        keys: wholeAs === undefined ? [...keys.keys()] : [wholeAs],
        sameForAll: true,
        values: async (_request, { ports, signal }) => {
          const { values, version } = await ask(ports.secrets, signal);
          return overrides(values, { secret: true, version });
        },
      },
      prepare: async ({ ports, signal }) => {
        await ask(ports.secrets, signal);
      },
      probe: async ({ ports, signal }) => {
        await ask(ports.secrets, signal);
      },
    };
  },
});
