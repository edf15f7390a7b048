import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DeviceFiles,
  type Emulator,
  EmulatorError,
  openDeviceFolder as openFolder,
  writeDeviceFiles as writeFiles,
} from '@gangway/emulator';
import { CliFault } from '../cli-fault.js';

export type { DeviceFiles } from '@gangway/emulator';

/**
 * Makes a folder ready for what devices need; a new one, unless the user names one.
 *
 * @throws CliFault `OUTPUT_EXISTS`, `FOLDER_NOT_WRITABLE`
 */
export const openDeviceFolder = (out: string | undefined): Promise<string> =>
  orFault(async () =>
    out === undefined ? await mkdtemp(join(tmpdir(), 'gangway-emulator-')) : await openFolder(out),
  );

/** @throws CliFault `FOLDER_NOT_WRITABLE` */
export const writeDeviceFiles = (
  folder: string,
  emulator: Pick<Emulator, 'ca' | 'claim'>,
): Promise<DeviceFiles> => orFault(() => writeFiles(folder, emulator));

async function orFault<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    throw new CliFault(error.code, error.message, { cause: error });
  }
}
