import {
  ClaimLedger,
  Clock,
  CompositionError,
  createLifecycle,
  type Lifecycle,
  Logger,
} from '@gangway/core';
import { type ComposeOptions, checkComposing } from './check-composing.js';
import { defaultPlugins } from './defaults.js';
import type { HookDefinition } from './define-hook.js';
import { preparing, readyPreparations } from './prepare.js';
import { assertPorts, choosePorts, portsFor } from './wiring/ports.js';
import { mergeReasonCodes } from './wiring/reason-codes.js';
import { wire } from './wiring/wire.js';

/**
 * Composes what takes presence events, out of the definition of the hook whose claims they confirm: its `ClaimLedger`,
 * clock and logger, and nothing else of it. It is synchronous and opens nothing.
 *
 * @param options `replace` and `observe` as for `composeHook`: give both the same, so that both mean the same store
 * @throws CompositionError `PORT_MISSING` when no plugin provides a `ClaimLedger`; else as `composeHook`
 * @example
 * const fleet = defineHook([
 *   memoryDeviceRegistry({ devices }),
 *   registeredDevice({ serialNumber: 'SerialNumber' }),
 *   claimOnce({ presence: true }),
 * ]);
 * const lifecycle = composeLifecycle(fleet);
 * (await lifecycle.take({ eventType: 'disconnected' })).kind; // 'refused'
 */
export function composeLifecycle(
  definition: HookDefinition,
  options: ComposeOptions = {},
): Lifecycle {
  const { plugins, settings, replacements, observe } = checkComposing(
    'composeLifecycle',
    definition,
    options,
  );
  const all = choosePorts(plugins, replacements, defaultPlugins());
  const owner = all.single.get(ClaimLedger)?.owner;
  if (owner === undefined) {
    throw new CompositionError(
      'PORT_MISSING',
      'composeLifecycle: no plugin of the hook provides the port ClaimLedger, so that there are no claims to confirm. List a store, such as sqliteDeviceRegistry.',
    );
  }
  // What only decisions need may well be missing here, or not be allowed to this function: it is not made.
  const store = { ...owner, checks: [], overrideSources: [], intents: [], probes: [] };
  const table = portsFor(all, [
    ClaimLedger,
    Clock,
    Logger,
    ...store.preparations.flatMap(({ needs }) => Object.values(needs)),
  ]);
  assertPorts([store], table);
  const owners = [...table.single.values()].map(({ owner: provider }) => provider);
  const wiring = wire(
    table,
    observe === undefined ? undefined : { observe, reasonCodes: mergeReasonCodes(owners) },
  );
  const lifecycle = createLifecycle({
    ledger: wiring.port(ClaimLedger),
    clock: wiring.port(Clock),
    logger: wiring.port(Logger),
    records: settings,
  });
  return Object.freeze({
    ...lifecycle,
    prepare: preparing(readyPreparations([store], wiring), lifecycle.logger),
    describe: () => ({
      permissions: [...new Set(owners)].flatMap(
        ({ permissions, lifecyclePermissions = permissions }) => lifecyclePermissions,
      ),
    }),
  });
}
