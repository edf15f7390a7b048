import type { DeviceInput } from '../commands/devices-show.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { noSuchDevice, renderDevice } from './render-device.js';

/** Shows one device and its claim. */
export async function runShow({ id, registry, json }: DeviceInput, io: Io): Promise<ExitCode> {
  const device = await withRegistry(registry, ({ inventory }) =>
    inventory.show(id, { signal: callSignal() }),
  );
  if (json === true) io.out(`${JSON.stringify({ device: device ?? null })}\n`);
  else if (device === undefined) io.out(noSuchDevice(id, registry));
  else io.out(renderDevice(device, io.paint));
  return device === undefined ? exitCode.denied : exitCode.done;
}
