import { composeHook, defineHook, type Hook } from '@gangway/composition';
import { defineCheck, definePlugin, deny, overrides, type Plugin, permit } from '@gangway/core';
import {
  type MemoryDecisionSink,
  type MemoryLogger,
  memoryDecisionSink,
  memoryLogger,
} from '@gangway/testing';

/** For a handler whose calls are not what a test is about. */
export const unsigned = { insecure: 'anywhere' } as const;

export const knownDevice = defineCheck('known-device', ({ parameters }) =>
  parameters.SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
);

const siteOverride = definePlugin({
  name: 'site-override',
  build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) } }),
});

export interface SampleHook {
  readonly hook: Hook;
  readonly logger: MemoryLogger;
  readonly records: MemoryDecisionSink['records'];
}

/** Allows `SN-0001` to Oslo, and keeps what it logs and decides. */
export function sampleHook(
  more: readonly Plugin[] = [],
  replace: readonly Plugin[] = [],
): SampleHook {
  const logger = memoryLogger();
  const sink = memoryDecisionSink();
  const hook = composeHook(defineHook([...more, knownDevice, siteOverride()]), {
    replace: [logger.plugin(), sink.plugin(), ...replace],
  });
  return { hook, logger, records: sink.records };
}

/** A check that waits to be let go, and says when it was reached. */
export function gate() {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const plugin = defineCheck('gate', async () => {
    reached.resolve();
    await open.promise;
    return permit();
  });
  return { plugin, reached: reached.promise, open: () => open.resolve() };
}
