import { defineHook } from '@gangway/composition';
import { Clock, defineCheck, definePlugin, deny, overrides, permit, provide } from '@gangway/core';

/** Allows `SN-0001`, to Oslo. */
const known = defineCheck('known', ({ parameters: { SerialNumber } }) =>
  SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
);

const site = definePlugin({
  name: 'site',
  build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) } }),
});

export const definition = defineHook([known, site()]);
export const allowed = { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } };
export const refused = { allowProvisioning: false, parameterOverrides: {} };

/** A clock some seconds behind: to a container that started by it, all calls are signed after its start. */
export const behind = definePlugin({
  name: 'clock-behind',
  build: () => ({
    provides: [
      provide(Clock, {}, () => ({
        now: () => Date.now() - 3_000,
        monotonic: () => performance.now(),
        after(milliseconds: number, run: () => void) {
          const timer = setTimeout(run, milliseconds);
          return () => clearTimeout(timer);
        },
      })),
    ],
  }),
});
