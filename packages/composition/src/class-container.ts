import 'reflect-metadata/lite';
import { CompositionError, type PortNeeds, portName } from '@gangway/core';
import { getClassMetadata } from '@inversifyjs/core';
import { Container } from 'inversify';

type InjectableClass<T> = new (...ports: never[]) => T;

/** The ports that a decorated class injects, in its constructor and its properties, by the names of their tokens. */
export function classNeeds(type: InjectableClass<unknown>): {
  readonly needs: PortNeeds;
  /** Those marked `@optional()`. */
  readonly wants: PortNeeds;
} {
  const { constructorArguments, properties } = getClassMetadata(type);
  const injected = [...constructorArguments, ...properties.values()].flatMap((element) =>
    'value' in element && typeof element.value === 'symbol'
      ? [{ token: element.value, optional: element.optional }]
      : [],
  );
  const named = (optional: boolean) =>
    Object.fromEntries(
      injected
        .filter((one) => one.optional === optional)
        .map(({ token }) => [portName(token), token]),
    );
  return { needs: named(false), wants: named(true) };
}

/** Lets a container make the class, with what it injects bound to ports that are there already. */
export function makeInstance<T>(
  type: InjectableClass<T>,
  tokens: PortNeeds,
  ports: Readonly<Record<string, unknown>>,
): T {
  const container = new Container();
  for (const [name, token] of Object.entries(tokens)) {
    if (ports[name] !== undefined) container.bind(token).toConstantValue(ports[name]);
  }
  const id = Symbol(type.name);
  container.bind(id).to(type as InjectableClass<never>);
  return container.get<T>(id);
}

// Where inversify's `@injectable()` leaves its mark. Of a class without one it would take the constructor for one that
// asks for nothing.
const mark = '@inversifyjs/core/classIsInjectableFlagReflectKey';

/**
 * Refuses a class that the container could not make as it is meant.
 *
 * @throws CompositionError `PLUGIN_INVALID`
 */
export function assertInjectable(plugin: string, type: unknown): void {
  const fault =
    typeof type !== 'function'
      ? 'takes a class'
      : Reflect.getOwnMetadata(mark, type) === true
        ? undefined
        : `needs @injectable() above the class ${type.name}`;
  if (fault === undefined) return;
  throw new CompositionError('PLUGIN_INVALID', `classCheck "${plugin}" ${fault}.`);
}
