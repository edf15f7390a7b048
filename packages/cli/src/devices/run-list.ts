import type { DeviceDetails } from '@gangway/core';
import type { ListInput } from '../commands/devices-list.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { filterOf } from './device-filter-options.js';
import { renderDevices } from './render-device.js';

/** Lists devices, the first of them by their ids. */
export async function runList(input: ListInput, io: Io): Promise<ExitCode> {
  const { signal } = new AbortController();
  const devices: DeviceDetails[] = [];
  let more = false;
  await withRegistry(input.registry, async ({ inventory }) => {
    for await (const device of inventory.list(filterOf(input), { signal })) {
      more = devices.length === input.limit;
      if (more) break;
      devices.push(device);
    }
  });
  io.out(
    input.json === true
      ? `${JSON.stringify({ devices, more })}\n`
      : renderDevices(devices, more, io.paint),
  );
  return devices.length > 0 ? exitCode.done : exitCode.denied;
}
