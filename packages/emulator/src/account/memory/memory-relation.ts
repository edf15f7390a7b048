import type { Relation } from '../account-store.js';
import { assertKey } from '../keys.js';
import type { Journal } from './journal.js';
import { type OrderedKeys, orderedKeys } from './ordered-keys.js';

type Side = Map<string, OrderedKeys>;

export function memoryRelation(journal: Journal): Relation {
  const rights: Side = new Map();
  const lefts: Side = new Map();
  const add = (left: string, right: string): boolean => {
    note(lefts, right, left);
    return note(rights, left, right);
  };
  const remove = (left: string, right: string): boolean => {
    forget(lefts, right, left);
    return forget(rights, left, right);
  };
  return {
    has(left, right) {
      journal.assertOpen();
      return rights.get(left)?.has(right) ?? false;
    },
    add(left, right) {
      journal.assertOpen();
      assertKey(left);
      assertKey(right);
      const isNew = add(left, right);
      if (isNew) journal.changed(() => remove(left, right));
      return isNew;
    },
    remove(left, right) {
      journal.assertOpen();
      const wasThere = remove(left, right);
      if (wasThere) journal.changed(() => add(left, right));
      return wasThere;
    },
    rightsOf(left) {
      journal.assertOpen();
      return rights.get(left)?.list() ?? [];
    },
    leftsOf(right) {
      journal.assertOpen();
      return lefts.get(right)?.list() ?? [];
    },
  };
}

function note(side: Side, of: string, other: string): boolean {
  const known = side.get(of) ?? orderedKeys();
  side.set(of, known);
  return known.add(other);
}

function forget(side: Side, of: string, other: string): boolean {
  const known = side.get(of);
  const wasThere = known?.delete(other) ?? false;
  if (known?.size() === 0) side.delete(of);
  return wasThere;
}
