import { defineHook, type HookDefinition } from '@gangway/composition';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import hook from '../../examples/first-hook/hook.js';

/** The first example's hook, with one value more: that one comes from a secret. */
export const firstHookWith = (store: Parameters<typeof secretsManager>[0]): HookDefinition =>
  defineHook([
    ...hook.plugins,
    secretsManager(store),
    secretsManagerOverrides({ secretId: 'fleet/overrides', keys: ['Country'] }),
  ]);
