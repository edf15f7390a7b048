import { readFile } from 'node:fs/promises';
import { composeHook, defineHook } from '@gangway/composition';
import type { Logger } from '@gangway/core';
import { type Emulator, inProcessHook, startEmulator } from '@gangway/emulator';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { memoryLogger } from '@gangway/testing';

/** The serial numbers that its hook knows: as many as clients need. */
export const serials: readonly string[] = Array.from(
  { length: 64 },
  (_, nth) => `SN-${String(nth + 1).padStart(4, '0')}`,
);

const body = new URL('../../examples/first-hook/first-fleet.template.json', import.meta.url);

/** An emulator with the template of the first example, and a hook that lets each serial number in once. */
export async function startFirstFleet(logger?: Logger): Promise<Emulator> {
  const devices = serials.map((id) => ({ id, attributes: { site: 'Oslo' } }));
  const definition = defineHook([
    eventIntegrity(),
    certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
    memoryDeviceRegistry({ devices }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    claimOnce(),
    registryOverrides({ keys: { Site: 'site' } }),
  ]);
  const hook = composeHook(definition, { replace: [memoryLogger().plugin()] });
  return await startEmulator({
    hook: inProcessHook(hook),
    ...(logger === undefined ? {} : { logger }),
    template: { name: 'first-fleet', body: await readFile(body, 'utf8') },
  });
}
