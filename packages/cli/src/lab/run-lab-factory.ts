import { join } from 'node:path';
import { CliFault } from '../cli-fault.js';
import type { LabFactoryInput } from '../commands/lab-factory.js';
import { csvRow } from '../devices/export-csv.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { createProgress, type Progress, showCount } from '../terminal/progress.js';
import { openFolder, writeDevice, writeNew } from './lab-folder.js';
import { type LabFactory, makeDevice, makeFactory } from './make-factory.js';
import { serialNumbers } from './serial-numbers.js';

/** Devices made at once: enough for the threads that make keys, and few enough for the files that are open. */
const atOnce = 16;

/** Makes a factory and its devices as files. */
export async function runLabFactory(input: LabFactoryInput, io: Io): Promise<ExitCode> {
  const { out, devices, key, serialPrefix, json = false } = input;
  const serials = serialNumbers(serialPrefix, devices);
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const now = () => performance.now();
  const progress = createProgress(io, { total: devices, quiet: json, now, unit: 'devices' });
  await openFolder(out);
  const factory = await makeFactory(key, Date.now());
  await writeNew(out, 'ca.pem', factory.rootCertificate);
  await writeNew(out, 'issuing-ca.pem', factory.issuingCertificate);
  try {
    await writeDevices(join(out, 'devices'), serials, factory, { progress, stop: stop.signal });
  } finally {
    progress.clear();
  }
  // Last, so that a folder with a list is whole.
  const rows = ['id', ...serials.map((serial) => csvRow([serial]))];
  await writeNew(out, 'devices.csv', `${rows.join('\n')}\n`);
  io.out(
    json
      ? `${JSON.stringify({ outcome: 'MADE', out, devices, key })}\n`
      : `${io.paint.good('MADE')} a factory with ${showCount(devices)} device${devices === 1 ? '' : 's'} in ${out}\n`,
  );
  return exitCode.done;
}

async function writeDevices(
  folder: string,
  serials: readonly string[],
  factory: LabFactory,
  { progress, stop }: { readonly progress: Progress; readonly stop: AbortSignal },
): Promise<void> {
  progress.begin('making');
  for (let made = 0; made < serials.length; made += atOnce) {
    progress.at(made, made);
    if (stop.aborted) {
      throw new CliFault(
        'INTERRUPTED',
        `${made} of ${serials.length} devices are made; begin anew.`,
      );
    }
    await Promise.all(
      serials
        .slice(made, made + atOnce)
        .map(async (serial) =>
          writeDevice(folder, await makeDevice(factory, serial), factory.issuingCertificate),
        ),
    );
  }
}
