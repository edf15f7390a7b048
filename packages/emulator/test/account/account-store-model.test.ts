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
const keys = ['', 'a', 'A', 'aa', 'é', '\ufffd', '\u{1f6a2}', '\u{1f6a3}', '\0'];
const key = fc.constantFrom(...keys);

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

/** All that is in a store. */
function all({ thingGroups, groupThings }: AccountStore): unknown {
  const sides = keys.map((each) => [groupThings.rightsOf(each), groupThings.leftsOf(each)]);
  return [thingGroups.list(), thingGroups.count(), sides];
}

/** A store in a file that is as good as new: making a file takes longer than all else here. */
function emptied(store: AccountStore): AccountStore {
  for (const each of keys) {
    store.thingGroups.delete(each);
    for (const right of store.groupThings.rightsOf(each)) store.groupThings.remove(each, right);
  }
  return store;
}

describe('stores in memory and in a file', () => {
  const file = useFolder();
  let sqlite: AccountStore;
  before(() => {
    sqlite = sqliteAccountStore({ path: file() });
  });
  after(() => sqlite.close());

  it('cannot be told apart by anything that is done to them', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [memory, other] = [memoryAccountStore(), emptied(sqlite)];
        for (const each of steps) expect(take(memory, each)).to.deep.equal(take(other, each));
        expect(all(memory)).to.deep.equal(all(other));
      }),
      { numRuns: 300 },
    );
  });
});
