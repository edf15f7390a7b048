import { join } from 'node:path';
import { aboardFaults } from './device-aboard.js';
import type { Engine } from './engine.js';
import { until } from './until.js';

export interface EmulatorService {
  readonly engine: Engine;
  /** Runs Compose on the project; what it printed. */
  readonly compose: (...args: readonly string[]) => Promise<string>;
  readonly ports: { readonly emulator: number; readonly mqtt: number };
  /** For what is copied out of the container. */
  readonly folder: string;
}

/** A device through the service `emulator` of `compose.yaml`, which is then told to stop. */
export async function emulatorFaults({
  engine,
  compose,
  ports,
  folder,
}: EmulatorService): Promise<readonly string[]> {
  await until(async () => (await fetch(`http://127.0.0.1:${ports.emulator}/healthz`)).ok);
  const credentials = join(folder, 'credentials');
  const id = (await compose('ps', '--quiet', 'emulator')).trim();
  await engine.docker('cp', `${id}:/data/.`, credentials);
  const faults = await aboardFaults({ credentials, port: ports.mqtt, serial: 'SN-0002' });
  await compose('stop', '--timeout', '15', 'emulator');
  const log = await compose('logs', '--no-color', 'emulator');
  const exit = await engine.docker('inspect', '--format', '{{.State.ExitCode}}', id);
  return [...faults, ...endFaults(log, exit.trim())];
}

/** How the emulator ended, and what it logged: JSON lines, of which one says that it was ready. */
function endFaults(log: string, exit: string): readonly string[] {
  // Compose puts the container's name before each line.
  const lines = [...log.matchAll(/^[\w-]+ +\| (.*)$/gm)].map(([, line = '']) => line);
  const odd = lines.filter((line) => !/^\{.*\}$/.test(line));
  return [
    ...(exit === '0' ? [] : [`the emulator ended with ${exit} after SIGTERM`]),
    ...odd.map((line) => `a line of the emulator is no JSON: ${line}`),
    ...(lines.some((line) => line.includes('"templateName":"first-fleet"'))
      ? []
      : ['the emulator did not say that it was ready']),
  ];
}
