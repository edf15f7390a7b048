import {
  BlockRegistry,
  ClaimLedger,
  type DecisionRecord,
  DecisionSink,
  DeviceRegistry,
  type DeviceStore,
  definePlugin,
  type Plugin,
  provide,
} from '@gangway/core';

/**
 * What takes the place of the hook's registry, ledger and blocks, so that a rehearsal claims nothing in a real one; and of its
 * decision sinks, so that none of it stands in a real trail.
 */
export const rehearsedStore = (
  { registry, ledger, blocks }: Pick<DeviceStore, 'registry' | 'ledger' | 'blocks'>,
  record: (decision: DecisionRecord) => void,
): Plugin =>
  definePlugin({
    name: 'rehearsed-store',
    build: () => ({
      provides: [
        provide(DeviceRegistry, {}, () => registry),
        provide(ClaimLedger, {}, () => ledger),
        provide(BlockRegistry, {}, () => blocks),
        provide(DecisionSink, {}, () => ({ record })),
      ],
    }),
  })();
