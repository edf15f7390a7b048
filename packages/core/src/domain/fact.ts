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

/**
 * Makes a fact; its value is frozen to the bottom, so that no later step can change what an earlier one learned.
 *
 * @param value plain data: objects, arrays, strings, numbers; bytes go as hex or base64
 * @throws TypeError for a Date, Map, Buffer or other object whose content freezing would not hold
 */
export function fact<T>(key: FactKey<T>, value: T): Fact<T> {
  deepFreeze(value, key.name, new Set());
  return Object.freeze({ key, value });
}

function deepFreeze(value: unknown, name: string, seen: Set<object>): void {
  if (typeof value === 'function') throw notPlain(name);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) {
    throw notPlain(name);
  }
  seen.add(value);
  for (const member of Object.values(value)) deepFreeze(member, name, seen);
  Object.freeze(value);
}

const notPlain = (name: string) =>
  new TypeError(
    `The fact "${name}" must be plain data: objects, arrays, strings, numbers, booleans.`,
  );
