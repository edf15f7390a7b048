import type { Plugin } from '@gangway/core';
import { gather, under } from './gather.js';

/**
 * Alternatives, asked in order: the first plugin that permits is taken, and only its overrides and intents take part.
 * When none permits, the reason is the first denial, where "could not ask" comes before "said no".
 *
 * A fact counts as given only if every alternative gives it.
 *
 * @example anyOf([factoryIdentity(...), registeredDevice(...)])
 */
export function anyOf(plugins: readonly Plugin[]): Plugin {
  const parts = gather('any-of', plugins);
  const branches = plugins.map((plugin) => ({
    plugin,
    condition: Object.freeze({ name: `any-of took ${plugin.name}` }),
  }));
  return Object.freeze({
    ...parts,
    checks: [
      {
        kind: 'anyOf',
        name: 'any-of',
        conditions: [],
        branches: branches.map(({ plugin, condition }) => ({ condition, children: plugin.checks })),
      },
    ],
    overrideSources: branches.flatMap(({ plugin, condition }) =>
      under(condition, plugin.overrideSources),
    ),
    intents: branches.flatMap(({ plugin, condition }) => under(condition, plugin.intents)),
  } satisfies Plugin);
}
