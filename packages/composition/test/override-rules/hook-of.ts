import { allOf, anyOf, layered, onFailure, when } from '@gangway/composition';
import {
  defineCheck,
  definePlugin,
  deny,
  notApplicable,
  type Overrides,
  overrides,
  type Plugin,
  PortError,
  type ProvisioningRequest,
  permit,
} from '@gangway/core';
import type { FakeClock } from '@gangway/testing';
import {
  type Answer,
  answerOf,
  type Request,
  type Script,
  type SourceLeaf,
  settlesAfter,
  sourcesIn,
  type Tree,
} from './script.js';

/** The parameter that tells which request of the script it is. */
export const requestNumber = 'Nr';

/** The plugins of a script, and a check that permits. */
export function pluginsOf(script: Script, clock: FakeClock): readonly Plugin[] {
  const numbers = new Map(sourcesIn(script.trees).map((leaf, number) => [leaf, number]));
  const numberIn = ({ parameters }: ProvisioningRequest) => Number(parameters[requestNumber]);
  const saidIn = (request: ProvisioningRequest): Request => {
    const said = script.requests[numberIn(request)];
    if (said === undefined) throw new Error('a request that is not in the script');
    return said;
  };

  const sourceOf = (leaf: SourceLeaf, sameForAll: boolean): Plugin => {
    const number = numbers.get(leaf) ?? 0;
    return definePlugin({
      name: `source-${number}`,
      build: () => ({
        overrides: {
          keys: leaf.keys,
          sameForAll,
          values: (request) => {
            const answer = answerOf(saidIn(request), number);
            const after = settlesAfter(answer, numberIn(request));
            return answering(answer, leaf, `r${numberIn(request)}`, after, clock);
          },
        },
      }),
    })();
  };
  const conditions = [0, 1, 2].map((index) => (request: ProvisioningRequest): boolean => {
    const said = saidIn(request).conditions[index];
    if (said === 'throws') throw new Error('the predicate is broken');
    return said === 'no boolean' ? (Promise.resolve(true) as never) : said === 'holds';
  });
  const checkOf = (index: number) =>
    defineCheck(`check-${index}`, (request) => {
      const said = saidIn(request).checks[index];
      if (said === 'deny') return deny('NO', 'said no');
      return said === 'permit' ? permit() : notApplicable();
    });

  /** @param keeps whether the innermost policy is that of last good values */
  const pluginOf = (tree: Tree, keeps: boolean): Plugin => {
    const all = (children: readonly Tree[]) => children.map((child) => pluginOf(child, keeps));
    switch (tree.kind) {
      case 'source':
        return sourceOf(tree, keeps);
      case 'group':
        return withoutOwnCheck(allOf(all(tree.children)));
      case 'layered':
        return layered(all(tree.children));
      case 'when':
        return when(conditions[tree.condition] ?? (() => true), all(tree.children));
      case 'anyOf':
        return anyOf(
          tree.alternatives.map(({ check, children }) => allOf([checkOf(check), ...all(children)])),
        );
      case 'onFailure': {
        const { failure, ...times } = tree.policy;
        const inside = tree.children.map((child) => pluginOf(child, typeof failure === 'object'));
        return onFailure(failure, inside, times);
      }
    }
  };
  return [defineCheck('yes', () => permit()), ...script.trees.map((tree) => pluginOf(tree, false))];
}

/** A group is itself something that is asked, which is not what this is about: only its sources stay together. */
const withoutOwnCheck = (group: Plugin): Plugin => ({
  ...group,
  checks: group.parts.flatMap(({ checks }) => checks),
});

function answering(
  answer: Answer,
  { keys }: SourceLeaf,
  version: string,
  after: number,
  clock: FakeClock,
): Overrides | Promise<Overrides> {
  const { does, secret, secretKeys } = answer;
  if (does === 'hang') return new Promise(() => {});
  if (does === 'throw') throw new Error('broken');
  const byKey = Object.fromEntries(secretKeys.map((key) => [key, { secret: true }]));
  const own = Object.fromEntries(
    Object.entries(answer.values).filter(([key]) => keys.includes(key)),
  );
  const odd: Partial<Record<Answer['does'], Readonly<Record<string, unknown>>>> = {
    undeclared: { Undeclared: 'x' },
    reserved: { 'AWS::B': 'x' },
    number: { [keys[0] ?? '']: 1 },
  };
  const values = { ...own, ...odd[does] } as Readonly<Record<string, string>>;
  const settle = (): Overrides => {
    if (does === 'reject') throw new Error('broken');
    if (does === 'port-error') throw new PortError('PORT_UNAVAILABLE', 'away');
    return does === 'unbranded'
      ? { values, secret }
      : overrides(values, { secret, version, byKey });
  };
  if (after === 0) return Promise.resolve().then(settle);
  return new Promise((resolve, reject) => {
    clock.after(after, () => {
      try {
        resolve(settle());
      } catch (error) {
        reject(error);
      }
    });
  });
}
