import { type AccountStore, memoryAccountStore, sqliteAccountStore } from '@gangway/emulator';
import { expect } from 'chai';
import fc from 'fast-check';
import { useFolder } from './folder.js';

/** What is done to a store; a transaction holds others, and ends well or throws. */
type Step =
  | { readonly kind: 'put' | 'delete' | 'get'; readonly key: string; readonly value: number }
  | { readonly kind: 'list'; readonly key: string | undefined; readonly limit: number | undefined }
  | { readonly kind: 'add' | 'remove' | 'has'; readonly left: string; readonly right: string }
  | { readonly kind: 'transaction'; readonly steps: readonly Step[]; readonly throws: boolean };

// Few keys, so that steps meet; among them what sorts differently by code units and by octets.
const key = fc.constantFrom('', 'a', 'A', 'aa', 'é', '\ufffd', '\u{1f6a2}', '\u{1f6a3}', '\0');

const { step } = fc.letrec<{ step: Step; steps: readonly Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constantFrom('put', 'delete', 'get'), key, value: fc.nat(9) }),
    fc.record({
      kind: fc.constant('list'),
      key: fc.option(key, { nil: undefined }),
      limit: fc.option(fc.nat(4), { nil: undefined }),
    }),
    fc.record({ kind: fc.constantFrom('add', 'remove', 'has'), left: key, right: key }),
    fc.record({ kind: fc.constant('transaction'), steps: tie('steps'), throws: fc.boolean() }),
  ) as fc.Arbitrary<Step>,
  steps: fc.array(tie('step'), { maxLength: 8 }),
}));

/** Does a step, and says all that can be seen of it. */
function take({ thingGroups, groupThings, ...store }: AccountStore, step: Step): unknown {
  switch (step.kind) {
    case 'put':
      return thingGroups.put(step.key, { name: step.key, id: `${step.value}`, createdAt: 0 });
    case 'list':
      return thingGroups.list({
        ...(step.key === undefined ? {} : { after: step.key }),
        ...(step.limit === undefined ? {} : { limit: step.limit }),
      });
    case 'delete':
    case 'get':
      return thingGroups[step.kind](step.key);
    case 'transaction':
      return takeAll({ thingGroups, groupThings, ...store }, step);
    default:
      return groupThings[step.kind](step.left, step.right);
  }
}

function takeAll(
  store: AccountStore,
  { steps, throws }: Extract<Step, { kind: 'transaction' }>,
): unknown {
  const seen: unknown[] = [];
  try {
    return store.transaction(() => {
      for (const step of steps) seen.push(take(store, step));
      if (throws) throw new Error('stop');
      return seen;
    });
  } catch (error) {
    return [seen, String(error)];
  }
}

function all({ thingGroups, groupThings }: AccountStore, keys: readonly string[]): unknown {
  const sides = keys.map((each) => [groupThings.rightsOf(each), groupThings.leftsOf(each)]);
  return [thingGroups.list(), thingGroups.count(), sides];
}

describe('stores in memory and in a file', () => {
  const file = useFolder();

  it('cannot be told apart by anything that is done to them', function () {
    this.timeout(60_000);
    const keys = ['', 'a', 'A', 'aa', 'é', '\ufffd', '\u{1f6a2}', '\u{1f6a3}', '\0'];
    const path = file();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const stores = [memoryAccountStore(), sqliteAccountStore({ path })] as const;
        const [memory, sqlite] = stores;
        try {
          for (const { name } of sqlite.thingGroups.list()) sqlite.thingGroups.delete(name);
          for (const left of keys) {
            for (const right of sqlite.groupThings.rightsOf(left)) {
              sqlite.groupThings.remove(left, right);
            }
          }
          for (const each of steps) {
            expect(take(memory, each)).to.deep.equal(take(sqlite, each));
          }
          expect(all(memory, keys)).to.deep.equal(all(sqlite, keys));
        } finally {
          for (const store of stores) store.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});
