import { type DeviceStore, PortError } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { type OpenRegistry, openRegistry } from './open-registry.js';
import type { RegistryAddress } from './registry-address.js';
import { remedyFor } from './remedy-for.js';

/** How long one call to a registry may take, in milliseconds. */
const callTimeoutMs = 60_000;

/** A signal for one call. */
export const callSignal = (): AbortSignal => AbortSignal.timeout(callTimeoutMs);

/**
 * Opens a registry, uses it and closes it again.
 *
 * @throws CliFault `REGISTRY_FAILED` where the store could not be asked, `REGISTRY_NOT_FOUND`
 */
export async function withRegistry<T>(
  address: RegistryAddress,
  use: (store: DeviceStore) => Promise<T>,
  { create = false, open = openRegistry }: { create?: boolean; open?: OpenRegistry } = {},
): Promise<T> {
  try {
    const store = await open(address, { create });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    throw await toRegistryFault(error, address);
  }
}

/** What a store's error is for whoever sits at the terminal: its code, what and where it is, what helps. */
export async function toRegistryFault(error: unknown, address: RegistryAddress): Promise<unknown> {
  if (error instanceof PortError) {
    const said = `${error.code}: ${error.message}`;
    const remedy = await remedyFor(error.code, address);
    return new CliFault('REGISTRY_FAILED', `${ended(said)} (${address.text})${remedy}`, {
      cause: error,
    });
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    const said = `${address.text} did not answer within ${callTimeoutMs / 1_000} seconds`;
    return new CliFault('REGISTRY_FAILED', `TIMEOUT: ${said}; what was asked may have been done.`, {
      cause: error,
    });
  }
  return error;
}

const ended = (text: string): string => text.replace(/\.$/, '');
