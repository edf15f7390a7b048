import type { Fact, FactKey, Facts, FactUse } from '../domain/fact.js';

/** The facts of one request. A branch or a concurrent child works on a scope of its own until it has permitted. */
export class FactScope {
  readonly #values = new Map<string, unknown>();

  constructor(private readonly parent?: FactScope) {}

  has(name: string): boolean {
    return this.#values.has(name) || (this.parent?.has(name) ?? false);
  }

  add({ key, value }: Fact): void {
    this.#values.set(key.name, value);
  }

  /** Takes over what a child scope learned; the name of a fact that was known before comes back instead. */
  merge(child: FactScope): string | undefined {
    for (const [name, value] of child.#values) {
      if (this.has(name)) return name;
      this.#values.set(name, value);
    }
    return undefined;
  }

  /** What a step may see: what it has declared, and nothing else. */
  view(use: FactUse): Facts {
    const needs = new Set(use.needs?.map(({ name }) => name));
    const wants = new Set([...(use.wants ?? []), ...(use.gives ?? [])].map(({ name }) => name));
    return Object.freeze({
      get: <T>({ name }: FactKey<T>): T => {
        if (!needs.has(name))
          throw new TypeError(`The fact "${name}" is not among the step's needs.`);
        return this.#read(name) as T;
      },
      find: <T>({ name }: FactKey<T>): T | undefined => {
        if (!wants.has(name) && !needs.has(name)) {
          throw new TypeError(`The fact "${name}" is not among the step's needs and wants.`);
        }
        return this.#read(name) as T | undefined;
      },
    });
  }

  #read(name: string): unknown {
    if (this.#values.has(name) || this.parent === undefined) return this.#values.get(name);
    return this.parent.#read(name);
  }
}
