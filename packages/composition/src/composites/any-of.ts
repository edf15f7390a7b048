import { CompositionError, type Plugin } from '@gangway/core';
import { underAll } from '../wiring/conditions.js';
import { gather, under } from './gather.js';

/**
 * Alternatives, asked in order: the first plugin that permits is taken, and only its overrides and intents take part.
 * When none permits, the reason is the first denial, where "could not ask" comes before "said no".
 *
 * A fact counts as given only if every alternative gives it.
 *
 * @throws CompositionError `PLUGIN_INVALID` for an empty list and for an alternative that asks nothing: neither could
 *   ever permit
 * @example
 * anyOf([clientIdPolicy({ pattern: 'GW-[0-9]{4}' }), registeredDevice({ serialNumber: 'SerialNumber' })]);
 */
export function anyOf(plugins: readonly Plugin[]): Plugin {
  const parts = gather('any-of', plugins);
  assertAlternatives(plugins);
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

function assertAlternatives(plugins: readonly Plugin[]): void {
  if (plugins.length === 0) {
    throw new CompositionError('PLUGIN_INVALID', 'any-of: it needs at least one alternative.');
  }
  for (const [index, { name, checks }] of plugins.entries()) {
    if (checks.some((node) => underAll(node, new Set()).length > 0)) continue;
    throw new CompositionError(
      'PLUGIN_INVALID',
      `any-of: item ${index + 1}, "${name}", has no check that decides, so it is never the one that permits. List it beside the any-of, or with a check in an all-of.`,
    );
  }
}
