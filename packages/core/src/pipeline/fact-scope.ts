import type { Fact, FactKey, Facts, FactUse } from '../domain/fact.js';

interface UsedNames {
  readonly needs: ReadonlySet<string>;
  readonly wants: ReadonlySet<string>;
}

/** By what a step declares, which is the same in every request. */
const usedNames = new WeakMap<FactUse, UsedNames>();

function namesOf(use: FactUse): UsedNames {
  const known = usedNames.get(use);
  if (known !== undefined) return known;
  const names = {
    needs: new Set(use.needs?.map(({ name }) => name)),
    wants: new Set([...(use.wants ?? []), ...(use.gives ?? [])].map(({ name }) => name)),
  };
  usedNames.set(use, names);
  return names;
}

/** The facts of one request. A branch or a concurrent child works on a scope of its own until it has permitted. */
export class FactScope {
  readonly #values = new Map<string, unknown>();
  readonly #lent = new Map<string, unknown>();

  /** @param isApart whether what is given above may be given again here, as inside a monitor; here that is what is seen */
  constructor(
    private readonly parent?: FactScope,
    private readonly isApart = false,
  ) {}

  /** Whether there is such a fact. */
  has(name: string): boolean {
    return this.#values.has(name) || this.#lent.has(name) || (this.parent?.has(name) ?? false);
  }

  /** Whether it was given, so that nobody may give it again. */
  isTaken(name: string): boolean {
    if (this.#values.has(name)) return true;
    return !this.isApart && (this.parent?.isTaken(name) ?? false);
  }

  add({ key, value }: Fact): void {
    this.#values.set(key.name, value);
  }

  /** Takes over what a child scope learned; the name of a fact that was known before comes back instead. */
  merge(child: FactScope): string | undefined {
    for (const [name, value] of child.#values) {
      if (this.isTaken(name)) return name;
      this.#values.set(name, value);
    }
    for (const [name, value] of child.#lent) this.#lend(name, value);
    return undefined;
  }

  /** Shows what the inside of a monitor that decides has learned, wherever nobody outside gives it. */
  borrow(inside: FactScope): void {
    for (const [name, value] of [...inside.#values, ...inside.#lent]) this.#lend(name, value);
  }

  /** The facts as they are now; what is learned later does not get in. */
  snapshot(): FactScope {
    const copy = new FactScope(this.parent?.snapshot(), this.isApart);
    for (const [name, value] of this.#values) copy.#values.set(name, value);
    for (const [name, value] of this.#lent) copy.#lent.set(name, value);
    return copy;
  }

  /** What a step may see: what it has declared, and nothing else. */
  view(use: FactUse): Facts {
    const { needs, wants } = namesOf(use);
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

  #lend(name: string, value: unknown): void {
    if (!this.isTaken(name) && !this.#lent.has(name)) this.#lent.set(name, value);
  }

  #read(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    if (this.#lent.has(name)) return this.#lent.get(name);
    return this.parent === undefined ? undefined : this.parent.#read(name);
  }
}
