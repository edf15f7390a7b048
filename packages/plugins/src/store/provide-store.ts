import {
  BlockRegistry,
  ClaimLedger,
  Clock,
  DeviceRegistry,
  type DeviceStore,
  type Provision,
  provide,
} from '@gangway/core';

/** The part of a store that a hook uses. */
export type HookStore = Pick<DeviceStore, 'registry' | 'ledger' | 'blocks'>;

/**
 * Opens one store for each clock. Each hook is composed with a clock of its own, so each has a store of its own, and its
 * ports share it.
 *
 * @param open opens nothing yet: it is called while the hook is composed
 */
export function oncePerClock<Store>(open: (clock: Clock) => Store): (clock: Clock) => Store {
  const stores = new WeakMap<Clock, { readonly store: Store }>();
  return (clock) => {
    const known = stores.get(clock) ?? { store: open(clock) };
    stores.set(clock, known);
    return known.store;
  };
}

/**
 * The ports of a store, all three made of one.
 *
 * @param storeOf see {@link oncePerClock}
 * @param claimsOnly leaves the device registry to another plugin
 */
export function provideStore(
  storeOf: (clock: Clock) => HookStore,
  claimsOnly = false,
): readonly Provision[] {
  const needs = { clock: Clock };
  return [
    ...(claimsOnly ? [] : [provide(DeviceRegistry, needs, ({ clock }) => storeOf(clock).registry)]),
    provide(ClaimLedger, needs, ({ clock }) => storeOf(clock).ledger),
    provide(BlockRegistry, needs, ({ clock }) => storeOf(clock).blocks),
  ];
}
