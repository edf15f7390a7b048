import type { Relation } from './account-store.js';
import { byOctets } from './by-octets.js';
import type { Undo } from './undo.js';

/** @param done hears of each change how to take it back */
export function memoryRelation(done: (back: Undo) => void): Relation {
  const rights = new Map<string, Set<string>>();
  const lefts = new Map<string, Set<string>>();
  const has = (left: string, right: string) => rights.get(left)?.has(right) === true;
  const join = (left: string, right: string): void => {
    into(rights, left, right);
    into(lefts, right, left);
  };
  const part = (left: string, right: string): void => {
    outOf(rights, left, right);
    outOf(lefts, right, left);
  };
  return Object.freeze({
    has,
    add(left: string, right: string) {
      if (has(left, right)) return false;
      join(left, right);
      done(() => part(left, right));
      return true;
    },
    remove(left: string, right: string) {
      if (!has(left, right)) return false;
      part(left, right);
      done(() => join(left, right));
      return true;
    },
    rightsOf: (left: string) => [...(rights.get(left) ?? [])].sort(byOctets),
    leftsOf: (right: string) => [...(lefts.get(right) ?? [])].sort(byOctets),
  });
}

function into(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

function outOf(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
