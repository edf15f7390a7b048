import type { Plugin } from '@gangway/core';

/**
 * The templates through which a hook lets anybody in, as far as its plugins tell: those that are in every list. What an `anyOf` or a
 * `when` lets through depends on the request, and what a `monitor` says may decide nothing, so that theirs do not count.
 *
 * @returns `undefined` where no plugin tells; an empty list where no template is in every list
 */
export function templatesLetThrough(plugins: readonly Plugin[]): readonly string[] | undefined {
  const [first, ...others] = plugins
    .map((plugin) => (isAllOf(plugin) ? templatesLetThrough(plugin.parts) : plugin.templates))
    .filter((list) => list !== undefined);
  return first?.filter((arn) => others.every((list) => list.includes(arn)));
}

/** Not an `allOf` inside a `when`, whose checks are under its condition. */
const isAllOf = ({ checks: [first, second] }: Plugin): boolean =>
  first?.kind === 'allOf' && first.conditions.length === 0 && second === undefined;
