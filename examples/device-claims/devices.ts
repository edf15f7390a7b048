import type { DeviceInventory } from '@gangway/core';

const sites = { 'SN-0001': 'Oslo', 'SN-0002': 'Bergen', 'SN-0003': 'Tromsø' };

/** Fills a registry with the devices of `devices.csv`; `gangway devices import` does it from the file. */
export async function putDevices(inventory: DeviceInventory): Promise<void> {
  const entries = Object.entries(sites).map(([id, site]) => ({
    record: { id, state: 'expected', attributes: { site } } as const,
  }));
  await inventory.put(entries, { signal: AbortSignal.timeout(5_000) });
}
