import { type Permission, type Plugin, SecretStore } from '@gangway/core';
import { stepNeeds } from './wiring/ports.js';

/**
 * What each plugin of a hook needs at AWS. A ledger needs what it takes to commit where there is something to commit. A store of secrets needs what the hook's plugins ask it for, and all of the secrets
 * that it could be asked for where one of them does not tell.
 *
 * @param acting the plugins that are asked anything at all, those inside of composites among them
 */
export function permissionsIn(
  acting: readonly Plugin[],
): (plugin: Plugin) => readonly Permission[] {
  const asking = acting.filter(asksForSecrets);
  const silent = asking.some(({ secrets }) => secrets === undefined);
  const ids = silent ? undefined : [...new Set(asking.flatMap(({ secrets = [] }) => secrets))];
  const commits = acting.some(({ intents }) => intents.length > 0);
  return ({ permissions, commitPermissions = [], secretPermissions }) => [
    ...permissions,
    ...(commits ? commitPermissions : []),
    ...(secretPermissions?.(ids) ?? []),
  ];
}

const asksForSecrets = (plugin: Plugin): boolean =>
  stepNeeds(plugin).some(({ token }) => token === SecretStore) ||
  plugin.provides.some(({ needs }) => Object.values(needs).includes(SecretStore));
