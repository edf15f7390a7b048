import {
  createChaos,
  type Emulator,
  keptAccount,
  readyLine,
  startEmulator,
} from '@gangway/emulator';
import { createSystemClock } from '@gangway/plugins/system-clock';
import type { EmulateInput } from '../commands/emulate.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { lineLogger } from '../hook/stderr-logger.js';
import { findTemplate } from '../template-file/find-template.js';
import type { Io } from '../terminal/io.js';
import { type DeviceFiles, openDeviceFolder, writeDeviceFiles } from './device-files.js';
import { openTarget } from './open-target.js';
import { startOrFault } from './start-or-fault.js';

/** The port that AWS IoT has for MQTT over TLS. */
const usualPort = 8883;

/** Runs the emulator until the process is told to stop. */
export async function runEmulate(input: EmulateInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  const stopped = new Promise<void>((stop) => {
    let asked = false;
    io.onStop(() => {
      // Asked twice, somebody is in a hurry.
      if (asked) io.exit(exitCode.fault);
      asked = true;
      stop();
    });
  });
  const folder = await openDeviceFolder(input.out);
  const emulator = await open(input, io);
  const files = await writeDeviceFiles(folder, emulator);
  say(input, emulator, files, io);
  await stopped;
  await emulator.close();
  return exitCode.done;
}

async function open(input: EmulateInput, io: Io): Promise<Emulator> {
  const { host: hostname, accountId, region, httpPort, state } = input;
  const logger = lineLogger(io, input.debug === true);
  const chaos = chaosFor(input);
  const clock = chaos?.clock ?? createSystemClock();
  const { target, presence, ...found } = await openTarget({ ...input, clock, logger });
  const template = await findTemplate({ ...input, ...found });
  const start = async (port: number) =>
    startEmulator({
      ...(state === undefined ? {} : await keptAccount(state)),
      hook: target,
      template,
      accountId,
      region,
      logger,
      ...(presence === undefined ? {} : { presence }),
      ...(chaos === undefined ? {} : { chaos }),
      mqtt: { hostname, port },
      http: { hostname, port: httpPort },
    });
  return await startOrFault(start, { asked: input.port, usual: usualPort });
}

function chaosFor({ chaos: rate, seed }: EmulateInput) {
  if (rate === undefined) return undefined;
  return createChaos({ seed, clock: createSystemClock(), ...(rate === true ? {} : { rate }) });
}

function say({ hook, json }: EmulateInput, emulator: Emulator, files: DeviceFiles, io: Io): void {
  if (json === true) {
    io.out(readyLine(emulator, files));
    return;
  }
  const { mqtt, http, templateName } = emulator;
  const rows = [
    ['hook', hook],
    ['MQTT over TLS', `${mqtt.host}:${mqtt.port}`],
    ['control plane', http.url],
    ['template', templateName],
    ['CA', files.ca],
    ['claim certificate', files.claimCertificate],
    ['claim key', files.claimKey],
  ];
  for (const [name = '', value = ''] of rows) io.err(`${name.padEnd(18)}${value}\n`);
  io.err('gangway: ready; Ctrl-C stops it\n');
}
