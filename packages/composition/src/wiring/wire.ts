import {
  Clock,
  CompositionError,
  type Declared,
  observedPort,
  type PortNeeds,
  type PortObserver,
  type Ready,
  type Token,
} from '@gangway/core';
import type { PortTable } from './ports.js';

/** Something that is made out of ports, and the plugin that it belongs to. */
interface Making<T> {
  readonly plugin: string;
  readonly needs: PortNeeds;
  readonly wants?: PortNeeds;
  readonly create: (ports: Readonly<Record<string, unknown>>) => T;
}

/** Who is told of the calls of ports. The time is told by the hook's own clock. */
export type Observing = Omit<PortObserver, 'monotonic'>;

/** The ports of a hook, made, and what is made out of them. */
export interface Wiring {
  port<T>(token: Token<T>): T;
  make<T>(making: Making<T>): T;
  step<T>(step: Declared<T>): Ready<T>;
}

/**
 * Makes every port of a hook, each once, so that none can fail to be made on the first request. That every need has a
 * provider, and none needs itself, was found out before.
 *
 * Factories that name what they need leave nothing for a container to do but to call them in order, and inversify takes
 * a third of a cold start to get ready for that. It is loaded where a container is needed: for classes, by `classCheck`.
 *
 * @param observing who is told of the calls of ports; without one they are handed on as they were made
 * @throws CompositionError `PORT_FACTORY_FAILED`
 */
export function wire(table: PortTable, observing?: Observing): Wiring {
  const ports = new Map<Token<unknown>, unknown>();
  const port = (token: Token<unknown>): unknown => {
    const provision = table.single.get(token);
    if (provision !== undefined && !ports.has(token)) {
      ports.set(token, observed(token, make(provision)));
    }
    return ports.get(token);
  };
  const monotonic = () => (port(Clock) as Clock).monotonic();
  const observed = (token: Token<unknown>, made: unknown): unknown =>
    observing === undefined ? made : observedPort(token, made, { ...observing, monotonic });
  const make = <T>({ plugin, needs, wants, create }: Making<T>): T => {
    const named = Object.entries({ ...wants, ...needs }).map(([name, token]) => [
      name,
      port(token),
    ]);
    return guard(plugin, () => create(Object.freeze(Object.fromEntries(named))));
  };
  for (const token of table.single.keys()) port(token);
  return {
    port: <T>(token: Token<T>) => ports.get(token) as T,
    make,
    step: <T>({ make: how, ...info }: Declared<T>): Ready<T> => ({
      ...info,
      run: make({ plugin: info.plugin, ...how }),
    }),
  };
}

function guard<T>(plugin: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof CompositionError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CompositionError(
      'PORT_FACTORY_FAILED',
      `Plugin "${plugin}" could not be made: ${why}`,
      { cause: error },
    );
  }
}
