import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFault } from '../cli-fault.js';
import { orNotWritable } from '../terminal/or-not-writable.js';
import type { LabDevice } from './make-factory.js';

/**
 * Makes a folder ready to be written to. One that holds something is left alone: a factory's keys cannot be made again.
 *
 * @throws CliFault `FOLDER_NOT_EMPTY`, `FOLDER_NOT_WRITABLE`
 */
export async function openFolder(path: string): Promise<void> {
  const held = await orNotWritable(path, async () => {
    await mkdir(path, { recursive: true });
    return await readdir(path);
  });
  if (held.length > 0) {
    throw new CliFault('FOLDER_NOT_EMPTY', `${path} holds something; name a new or empty folder.`);
  }
}

/** Writes a file that is not there yet. */
export const writeNew = (folder: string, name: string, text: string, mode = 0o644): Promise<void> =>
  orNotWritable(folder, () => writeFile(join(folder, name), text, { flag: 'wx', mode }));

/** Writes a device's folder: its key, which nobody else may read, its certificate, and that with the issuing CA's. */
export async function writeDevice(
  devices: string,
  { serialNumber, key, certificate }: LabDevice,
  issuingCertificate: string,
): Promise<void> {
  const folder = join(devices, serialNumber);
  await orNotWritable(folder, () => mkdir(folder, { recursive: true }));
  await Promise.all([
    writeNew(folder, 'key.pem', key, 0o600),
    writeNew(folder, 'certificate.pem', certificate),
    writeNew(folder, 'chain.pem', certificate + issuingCertificate),
  ]);
}
