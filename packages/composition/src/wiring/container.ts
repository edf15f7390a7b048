import 'reflect-metadata/lite';
import {
  CompositionError,
  type Declared,
  type PortNeeds,
  type Preparation,
  portName,
  type Ready,
  type Token,
} from '@gangway/core';
import { Container } from 'inversify';
import type { NamedProvision, PortTable } from './ports.js';

/** What the rest of the composition root asks of the container. The container itself stays in this file. */
export interface Wiring {
  port<T>(token: Token<T>): T;
  step<T>(step: Declared<T>): Ready<T>;
  sink<T>(provision: NamedProvision): T;
  preparation(preparation: Preparation): (signal: AbortSignal) => Promise<void>;
}

type NamedPorts = Readonly<Record<string, unknown>>;

/**
 * Binds every port once, as a singleton. Steps, sinks and preparations are made of ports and nobody asks for them, so
 * they are not bound themselves: a binding that is used once costs a tenth of a millisecond of every cold start.
 */
export function wire(table: PortTable): Wiring {
  const container = new Container();
  for (const [token, { needs, create }] of table.single) bindPort(container, token, needs, create);

  const port = <T>(token: Token<T>): T =>
    guard(table.single.get(token)?.plugin ?? portName(token), () => container.get<T>(token));
  const fromNeeds = <T>(plugin: string, needs: PortNeeds, create: (ports: NamedPorts) => T): T => {
    const ports = named(Object.keys(needs), Object.values(needs).map(port));
    return guard(plugin, () => create(ports));
  };
  return {
    port,
    step: <T>({ make, ...info }: Declared<T>): Ready<T> => ({
      ...info,
      run:
        'class' in make
          ? make.adapt(guard(info.plugin, () => instanceOf(container, make.class)))
          : fromNeeds(info.plugin, make.needs, make.create),
    }),
    sink: <T>({ plugin, needs, create }: NamedProvision) =>
      fromNeeds(plugin, needs, create as (ports: object) => T),
    preparation: ({ plugin, needs, prepare }) =>
      fromNeeds(plugin, needs, (ports) => (signal: AbortSignal) => prepare(ports, signal)),
  };
}

function bindPort(
  container: Container,
  token: Token<unknown>,
  needs: PortNeeds,
  create: (ports: NamedPorts) => unknown,
): void {
  const names = Object.keys(needs);
  container
    .bind(token)
    .toResolvedValue((...ports: unknown[]) => create(named(names, ports)), Object.values(needs))
    .inSingletonScope();
}

const named = (names: readonly string[], ports: readonly unknown[]): NamedPorts =>
  Object.freeze(Object.fromEntries(names.map((name, index) => [name, ports[index]])));

/** Each listing of a class has an instance of its own, with its ports injected. */
function instanceOf(container: Container, type: new (...ports: never[]) => unknown): never {
  const id = Symbol(type.name);
  container.bind(id).to(type).inSingletonScope();
  return container.get<never>(id);
}

function guard<T>(plugin: string, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CompositionError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CompositionError(
      'PORT_FACTORY_FAILED',
      `Plugin "${plugin}" could not be made: ${why}`,
      {
        cause: error,
      },
    );
  }
}
