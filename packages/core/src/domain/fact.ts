/** Names a kind of fact and, to the compiler, its type. Compared by name. */
export interface FactKey<T> {
  readonly name: string;
  /** Never there at run time: it carries the type. */
  readonly _type?: T;
}

/** A fact as a check hands it over with `permit`. */
export interface Fact<T = unknown> {
  readonly key: FactKey<T>;
  readonly value: T;
}

/** The facts that a step has declared, of this request only. */
export interface Facts {
  /** A fact that the step needs. Throws a `TypeError` for one it does not declare: that is a bug in the plugin. */
  get<T>(key: FactKey<T>): T;
  /** A fact that the step would use if some check gave it. */
  find<T>(key: FactKey<T>): T | undefined;
}

/** What a step does with facts. Held to the plugins' order when the hook is composed. */
export interface FactUse {
  readonly gives?: readonly FactKey<unknown>[];
  readonly needs?: readonly FactKey<unknown>[];
  /** Used when there, never waited for. */
  readonly wants?: readonly FactKey<unknown>[];
}

/**
 * Defines a kind of fact.
 *
 * @param name kebab-case, unique within a hook
 * @example
 * const site = defineFact<{ name: string }>('site');
 * permit(fact(site, { name: 'Oslo' }));
 */
export function defineFact<T>(name: string): FactKey<T> {
  return Object.freeze({ name });
}

const made = new WeakSet<Fact>();

/** Whether a fact was made by {@link fact}, and so cannot change. */
export const isFact = (value: unknown): value is Fact =>
  typeof value === 'object' && value !== null && made.has(value as Fact);

/**
 * Makes a fact. It holds a frozen copy of the value, so that neither its giver nor a later step can change what was
 * learned.
 *
 * @param value plain data: objects, arrays, strings, numbers, booleans; bytes go as hex or base64
 * @throws TypeError for a Date, Map, Buffer, getter or anything else whose content a copy would not hold
 * @example
 * fact(defineFact<string[]>('lines'), ['A', 'B']).value; // ['A', 'B']
 */
export function fact<T>(key: FactKey<T>, value: T): Fact<T> {
  const copied: Fact<T> = Object.freeze({ key, value: frozenCopy(value, key.name, 0) as T });
  made.add(copied);
  return copied;
}

// Deeper than any record is, and far from what the stack can hold; a circle ends here, too.
const deepest = 100;

function frozenCopy(value: unknown, name: string, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || depth > deepest) {
    throw notPlain(name);
  }
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isList = Array.isArray(value) && prototype === Array.prototype;
  if (!isList && prototype !== Object.prototype && prototype !== null) throw notPlain(name);
  const copy: object = isList ? [] : Object.create(prototype);
  for (const [member, described] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (isList && member === 'length') continue;
    if (!('value' in described)) throw notPlain(name);
    const copied = frozenCopy(described.value, name, depth + 1);
    Object.defineProperty(copy, member, { value: copied, enumerable: true });
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw notPlain(name);
  return Object.freeze(copy);
}

const notPlain = (name: string) =>
  new TypeError(
    `The fact "${name}" must be plain data: objects, arrays, strings, numbers, booleans.`,
  );
