import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { defineHook, type HookDefinition } from '@gangway/composition';
import { defineCheck, definePlugin, overrides, permit } from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent } from '@gangway/testing';

/** What a device's parameter can have the hook do before it permits. */
export type Doing = 'hang' | 'exhaust' | `${'wait' | 'block'} ${number}`;

/** A hook that allows every device, tells it its own serial number, and does on the way what the event says. */
export const behavingHook: HookDefinition = defineHook([
  eventIntegrity(),
  defineCheck('doing', async ({ parameters }) => {
    await doing[parameters.Doing ?? '']?.(Number(parameters.Milliseconds ?? 0));
    return permit();
  }),
  definePlugin({
    name: 'told-back',
    build: () => ({
      overrides: {
        keys: ['DeviceLocation'],
        values: ({ parameters }) =>
          overrides({ DeviceLocation: `site of ${parameters.SerialNumber}` }),
      },
    }),
  })(),
]);

const doing: Readonly<Record<string, (milliseconds: number) => unknown>> = {
  hang: () => new Promise(() => undefined),
  wait: (milliseconds) => pause(milliseconds),
  block(milliseconds) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  },
  exhaust() {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(10_000).fill(kept.length));
  },
};

let devices = 0;

/** An event of a device that nobody else has, and the answer that is right for it. */
export function nextEvent(what: Doing | undefined = undefined) {
  devices += 1;
  const serialNumber = `SN-${String(devices).padStart(6, '0')}`;
  const [name, milliseconds] = what?.split(' ') ?? [];
  return {
    event: anEvent({
      serialNumber,
      parameters: {
        ...(name === undefined ? {} : { Doing: name }),
        ...(milliseconds === undefined ? {} : { Milliseconds: milliseconds }),
      },
    }),
    right: {
      allowProvisioning: true,
      parameterOverrides: { DeviceLocation: `site of ${serialNumber}` },
    },
  };
}
