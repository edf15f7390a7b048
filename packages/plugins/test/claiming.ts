import { composeHook, defineHook } from '@gangway/composition';
import {
  createLifecycle,
  type Decision,
  type DeviceDetails,
  type DeviceRecord,
  type DeviceStore,
  defineCheck,
  definePlugin,
  fact,
  type Lifecycle,
  type Plugin,
  type PreProvisioningEvent,
  permit,
  toResponse,
} from '@gangway/core';
import { type IdentityProof, identityProof } from '@gangway/plugins/claim-once';
import { openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { type FakeClock, fakeClock, memoryLogger } from '@gangway/testing';
import { provideStore } from '../dist/store/provide-store.js';
import { now, verdictOf } from './deciding.js';

/** A hook over a store in memory that a test can look into. */
export interface Fleet {
  readonly clock: FakeClock;
  readonly store: DeviceStore;
  readonly lifecycle: Lifecycle;
  decide(event: unknown): Promise<Decision>;
  /** `ALLOW`, or class and code. */
  ask(event: unknown): Promise<string>;
  /** The response as it leaves the hook, byte for byte. */
  answer(event: unknown): Promise<string>;
  show(id: string): Promise<DeviceDetails | undefined>;
  /** A presence event of this certificate, now unless told otherwise. */
  connect(certificateId: string, at?: number): Promise<string>;
}

export const signal: AbortSignal = new AbortController().signal;

export const device = (id: string, more: Partial<DeviceRecord> = {}): DeviceRecord => ({
  id,
  state: 'expected',
  attributes: {},
  ...more,
});

/** `registeredDevice`, then these plugins, on the devices given, or on the store of another fleet. */
export function fleet(
  plugins: readonly Plugin[],
  on: readonly DeviceRecord[] | Fleet = [device('SN-0001'), device('SN-0002')],
): Fleet {
  const { clock, store } = 'store' in on ? on : newStore(on);
  const logger = memoryLogger();
  const storePlugin = definePlugin({
    name: 'store-of-this-test',
    build: () => ({ provides: provideStore(() => store) }),
  });
  const hook = composeHook(
    defineHook([storePlugin(), registeredDevice({ serialNumber: 'SerialNumber' }), ...plugins]),
    { replace: [clock.plugin(), logger.plugin()] },
  );
  const lifecycle = createLifecycle({ ledger: store.ledger, clock, logger });
  const decide = (event: unknown) => hook.decide(event);
  return {
    clock,
    store,
    lifecycle,
    decide,
    ask: async (event) => verdictOf(await decide(event)),
    answer: async (event) => JSON.stringify(toResponse(await decide(event))),
    show: (id) => store.inventory.show(id, { signal }),
    async connect(certificateId, at = clock.now()) {
      const { kind } = await lifecycle.take(presence(certificateId, at));
      return kind;
    },
  };
}

function newStore(devices: readonly DeviceRecord[]): Pick<Fleet, 'clock' | 'store'> {
  const clock = fakeClock(now);
  return { clock, store: openMemoryStore(clock, devices) };
}

export const presence = (certificateId: string, at: number, clientId = 'SN-0001') => ({
  clientId,
  timestamp: at,
  eventType: 'connected',
  sessionIdentifier: '00000000-0000-0000-0000-000000000000',
  principalIdentifier: certificateId,
  ipAddress: '192.0.2.0',
  versionNumber: 0,
});

/** A check that has proven this identity. */
export const proves = (proof: IdentityProof): Plugin =>
  defineCheck('proves', () => permit(fact(identityProof, proof)), {
    facts: { gives: [identityProof] },
  });

/** The same request with other parameters. */
export const changed = (event: PreProvisioningEvent): PreProvisioningEvent => ({
  ...event,
  parameters: { ...event.parameters, Colour: 'red' },
});
