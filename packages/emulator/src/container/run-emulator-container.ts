import { once } from 'node:events';
import { CompositionError } from '@gangway/core';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { openDeviceFolder, writeDeviceFiles } from '../device-files.js';
import type { EmulatorOptions } from '../emulator.js';
import type { HookTarget } from '../hook-target/hook-target.js';
import { readyLine } from '../ready-line.js';
import { jsonLines } from './json-lines.js';
import { readEmulatorSettings } from './read-emulator-settings.js';
import { startFromSettings } from './start-from-settings.js';
import { stopSignals } from './stop-signals.js';

export interface RunEmulatorContainerOptions
  extends Pick<EmulatorOptions, 'template' | 'presence'> {
  /** Which hook decides where `GANGWAY_HOOK_URL` names none. */
  readonly hook?: HookTarget;
  /** `process.env`, of which `GANGWAY_…` is read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes the line that says it is ready, and the log's lines; standard output and standard error unless given. */
  readonly print?: { out(line: string): void; err(line: string): void };
  /**
   * How it is told to stop: registers a function, and gives one that is called when all has stopped. SIGTERM and SIGINT
   * unless given; a second one of them ends the process at once.
   */
  readonly onStop?: (stop: () => void) => () => void;
}

const standard = Object.freeze({
  out: (line: string) => void process.stdout.write(line),
  err: (line: string) => void process.stderr.write(line),
});

/**
 * The entry point of an emulator's image: reads the settings, writes what devices need into a folder, and runs until the
 * process is told to stop. When it is ready it prints the line of `gangway emulate --json`; its log is JSON lines. It never rejects.
 *
 * @returns the exit code: 0 stopped; 1 it could not start; 2 the settings are wrong
 * @see docs/container.md
 * @example
 * const environment = { GANGWAY_MQTT_PORT: 'eighty' }; // process.env
 * await runEmulatorContainer({ template, environment }); // 2
 */
export async function runEmulatorContainer(options: RunEmulatorContainerOptions): Promise<number> {
  const { environment, print = standard, onStop = stopSignals } = options;
  const clock = createSystemClock();
  const logger = jsonLines(clock, print.err);
  const stop = new AbortController();
  // Before anything that takes time: a container may be stopped while it starts.
  const stopped = onStop(() => stop.abort());
  try {
    const { settings, warnings } = readEmulatorSettings(environment);
    for (const warning of warnings) logger.log('warn', warning, {});
    const folder = await openDeviceFolder(settings.out);
    const { hook, template, presence } = options;
    const parts = { hook, template, clock, logger, ...(presence && { presence }) };
    await using emulator = await startFromSettings(settings, parts);
    // Containers run as users of their own, and read them as well.
    const files = await writeDeviceFiles(folder, emulator, { claimKeyFor: 'everybody' });
    print.out(readyLine(emulator, files));
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    logger.log('info', 'the emulator stops', {});
  } catch (error) {
    logger.log('error', 'the emulator could not start', { error: String(error) });
    return error instanceof CompositionError ? 2 : 1;
  } finally {
    stopped();
  }
  logger.log('info', 'the emulator has stopped', {});
  return 0;
}
