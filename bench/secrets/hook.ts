import { composeHook, defineHook } from '@gangway/composition';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import firstHook from '../../examples/first-hook/hook.js';
import { secretId } from './secret.js';

/** The first example's hook, with one more override: a member of a secret. Where the secret is read is left to the environment. */
export const hook = composeHook(
  defineHook([...firstHook.plugins, secretsManagerOverrides({ secretId, keys: ['BrokerHost'] })]),
);
