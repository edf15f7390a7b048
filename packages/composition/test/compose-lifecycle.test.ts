import { composeHook, composeLifecycle, defineHook } from '@gangway/composition';
import {
  ClaimLedger,
  Clock,
  DeviceRegistry,
  defineCheck,
  definePlugin,
  type PreProvisioningEvent,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { faultOf } from './fault-of.js';

const ids = ['SN-0001', 'SN-0002', 'SN-0003'];
const now = Date.UTC(2030, 0, 1);

const connected = (principalIdentifier: unknown, more: object = {}) => ({
  clientId: 'SN-0001',
  timestamp: now,
  eventType: 'connected',
  principalIdentifier,
  ...more,
});

const someMessage = connected('ab'.repeat(32));

const ledgerOf = (confirmed: string) =>
  provide(ClaimLedger, { clock: Clock }, () => ({
    commit: async () => ({ kind: 'committed' }) as const,
    confirm: async () => ({ kind: 'confirmed', deviceIds: [confirmed] }) as const,
    release: async () => ({ kind: 'not-claimed' }) as const,
  }));

const ledgerPlugin = (name: string, confirmed = name) =>
  definePlugin({ name, build: () => ({ provides: [ledgerOf(confirmed)] }) })();

describe('composeLifecycle', () => {
  it("confirms in the store of the hook's definition", async () => {
    const clock = fakeClock(now);
    const definition = defineHook([
      memoryDeviceRegistry({ devices: ids.map((id) => ({ id })) }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      claimOnce(),
    ]);
    // The same clock, so that both share the one store in memory.
    const replace = [clock.plugin(), memoryLogger().plugin()];
    const hook = composeHook(definition, { replace });
    const { take } = composeLifecycle(definition, { replace });
    const event = anEvent({ serialNumber: 'SN-0001' });
    expect((await take(connected(event.certificateId))).kind).to.equal('no-claim');
    await hook.decide(event);
    expect(await take(connected(event.certificateId))).to.deep.equal({
      kind: 'confirmed',
      deviceIds: ['SN-0001'],
    });
    expect((await take(connected(event.certificateId))).kind).to.equal('already-confirmed');
  });

  it('takes the ledger that replaces that of the definition', async () => {
    const { take } = composeLifecycle(defineHook([ledgerPlugin('own')]), {
      replace: [ledgerPlugin('other'), memoryLogger().plugin()],
    });
    expect(await take(connected('ab'.repeat(32)))).to.deep.include({ deviceIds: ['other'] });
  });

  it('makes and prepares the store, and nothing else of the hook', async () => {
    const did: string[] = [];
    const part = (name: string, token: symbol) =>
      definePlugin({
        name,
        build: () => ({
          provides: [
            token === ClaimLedger
              ? ledgerOf('a')
              : provide(DeviceRegistry, {}, () => {
                  throw new Error('made');
                }),
          ],
          prepare: async () => void did.push(name),
        }),
      })();
    const { prepare } = composeLifecycle(
      defineHook([part('store', ClaimLedger), part('registry', DeviceRegistry)]),
    );
    await prepare?.();
    expect(did).to.deep.equal(['store']);
  });

  it('says how its identifiers stand in the log as the hook does', async () => {
    const logger = memoryLogger();
    const { take } = composeLifecycle(
      defineHook([ledgerPlugin('own')], { hashIdentifiersWith: 'key' }),
      { replace: [logger.plugin()] },
    );
    await take(connected('ab'.repeat(32)));
    expect(JSON.stringify(logger.lines)).not.to.contain('ab'.repeat(32));
  });

  it('does not compose without a ledger', () => {
    const compose = () => composeLifecycle(defineHook([defineCheck('open', () => permit())]));
    expect(faultOf(compose)).to.match(/^PORT_MISSING: composeLifecycle: .*ClaimLedger/);
  });

  it('does not compose with a store that lacks what it needs itself', () => {
    const needy = (needs: 'to prepare' | 'to be made') =>
      definePlugin({
        name: 'needy',
        ...(needs === 'to prepare' ? { needs: { secrets: SecretStore } } : {}),
        build: () => ({
          provides: [
            needs === 'to prepare'
              ? ledgerOf('a')
              : provide(ClaimLedger, { secrets: SecretStore }, () => {
                  throw new Error('made');
                }),
          ],
          prepare: async () => {},
        }),
      })();
    for (const needs of ['to prepare', 'to be made'] as const) {
      expect(faultOf(() => composeLifecycle(defineHook([needy(needs)])))).to.match(
        /^PORT_MISSING: .*"needy".*SecretStore/,
      );
    }
  });

  it('checks what it is given as composeHook does', () => {
    const definition = defineHook([ledgerPlugin('own')]);
    const compose = composeLifecycle as (...given: unknown[]) => unknown;
    expect(faultOf(() => compose())).to.match(/^PLUGIN_INVALID: composeLifecycle takes what/);
    expect(faultOf(() => compose(definition, { replaces: [] }))).to.match(
      /^OPTION_UNKNOWN: composeLifecycle .*Did you mean "replace"/,
    );
    expect(faultOf(() => compose(definition, { replace: [{}] }))).to.match(
      /^PLUGIN_INVALID: composeLifecycle, replace: item 1/,
    );
  });

  it('confirms nothing but the claim of the certificate that connected, whatever is sent', async () => {
    const events = ids.map((serialNumber) => anEvent({ serialNumber }));
    const claimCertificates = events.map(({ claimCertificateId }) => claimCertificateId);
    const certificates = events.map(({ certificateId }) => certificateId);
    const principal = fc.oneof(
      fc.constantFrom(...certificates, ...claimCertificates, ...ids, 'ab'.repeat(32)),
      fc.constantFrom(...certificates).map((id) => id.toUpperCase()),
      fc.constantFrom(...certificates).map((id) => [id]),
      fc.anything(),
    );
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        eventType: fc.constantFrom('connected', 'connected', 'disconnected', 'subscribed'),
        principalIdentifier: principal,
        clientId: fc.constantFrom(...ids, ...certificates, ''),
        timestamp: fc.oneof(fc.constant(now), fc.double(), fc.maxSafeInteger()),
        deviceIds: fc.constant(ids),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
        const { claimed, take, stateOf } = await claimedFleet(events);
        expect(claimed).to.equal(ids.length);
        const confirmed = new Set<unknown>();
        for (const one of messages) {
          const { kind } = await take(one);
          if (kind === 'confirmed') confirmed.add((one as typeof someMessage).principalIdentifier);
        }
        const states = await Promise.all(ids.map(stateOf));
        expect(states).to.deep.equal(
          certificates.map((id) => (confirmed.has(id) ? 'active' : 'claimed')),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('what a lifecycle says that it needs', () => {
  const permission = (action: string) => ({ action, resource: '*' });
  const storing = (lifecycle: object) =>
    definePlugin({
      name: 'store',
      build: () => ({
        provides: [
          provide(ClaimLedger, {}, () => ({
            commit: async () => ({ kind: 'committed' }) as const,
            confirm: async () => ({ kind: 'no-claim' }) as const,
            release: async () => ({ kind: 'not-claimed' }) as const,
          })),
        ],
        permissions: [permission('table:Commit')],
        ...lifecycle,
      }),
    })();
  const neededBy = (plugin: ReturnType<typeof storing>) => {
    const definition = defineHook([plugin, defineCheck('open', () => permit())]);
    return {
      lifecycle: composeLifecycle(definition).describe?.().permissions,
      hook: composeHook(definition).describe().permissions,
    };
  };

  it('is what its store needs to confirm, where the store tells that by itself', () => {
    expect(
      neededBy(storing({ lifecyclePermissions: [permission('table:Confirm')] })),
    ).to.deep.equal({
      lifecycle: [permission('table:Confirm')],
      hook: [permission('table:Commit')],
    });
    expect(neededBy(storing({ lifecyclePermissions: [] })).lifecycle).to.deep.equal([]);
  });

  it('is else all that its store needs', () => {
    expect(neededBy(storing({})).lifecycle).to.deep.equal([permission('table:Commit')]);
  });
});

/** Every device claimed by the certificate of its event. */
async function claimedFleet(events: readonly PreProvisioningEvent[]) {
  const clock = fakeClock(now);
  const states = new Map<string, string | undefined>();
  const definition = defineHook([
    memoryDeviceRegistry({ devices: ids.map((id) => ({ id })) }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    claimOnce(),
    definePlugin({
      name: 'looks',
      needs: { registry: DeviceRegistry },
      build: () => ({
        checks: {
          looks: async ({ clientId }, { ports, signal }) => {
            states.set(clientId, (await ports.registry.find(clientId, { signal }))?.state);
            return permit();
          },
        },
      }),
    })(),
  ]);
  const replace = [clock.plugin(), memoryLogger().plugin()];
  const hook = composeHook(definition, { replace });
  let claimed = 0;
  for (const event of events) {
    if ((await hook.decide(event)).outcome === 'ALLOW') claimed += 1;
  }
  const { take } = composeLifecycle(definition, { replace });
  return {
    claimed,
    take,
    /** A repeat of its own request changes nothing; the check looks on the way. */
    async stateOf(id: string) {
      await hook.decide(events.find(({ clientId }) => clientId === id));
      return states.get(id);
    },
  };
}
