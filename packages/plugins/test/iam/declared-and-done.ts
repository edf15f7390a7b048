import type { Permission } from '@gangway/core';
import { expect } from 'chai';
import type { Deed } from './deeds.js';

/** What was done and is not declared, and what is declared and was not done. */
export const comparison = (declared: readonly Permission[], done: readonly Deed[]) => ({
  undeclared: texts(done.filter((deed) => !declared.some((one) => permits(one, deed)))),
  idle: texts(declared.filter((one) => !done.some((deed) => permits(one, deed)))),
});

export function expectSame(declared: readonly Permission[], done: readonly Deed[]): void {
  expect(comparison(declared, done)).to.deep.equal({ undeclared: [], idle: [] });
}

const permits = ({ action, resource }: Permission, deed: Deed): boolean =>
  action === deed.action && patternOf(resource).test(deed.resource);

const patternOf = (resource: string): RegExp =>
  new RegExp(
    `^${resource
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

const texts = (pairs: readonly Deed[]): readonly string[] =>
  [...new Set(pairs.map(({ action, resource }) => `${action} ${resource}`))].sort();
