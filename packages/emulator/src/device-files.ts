import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClaimCredentials } from './emulator.js';
import { EmulatorError } from './emulator-error.js';

/** What a device needs to connect, as files. */
export interface DeviceFiles {
  readonly ca: string;
  readonly claimCertificate: string;
  readonly claimKey: string;
}

const names = { ca: 'ca.pem', claimCertificate: 'claim.pem', claimKey: 'claim.key' } as const;
const markerName = '.gangway-emulator';

/**
 * Makes a folder ready for what devices need. Files that an emulator wrote there before are written over, since they are of no
 * use any more; other people's are not.
 *
 * @returns its absolute path
 * @throws EmulatorError `OUTPUT_EXISTS`, `FOLDER_NOT_WRITABLE`
 * @example
 * const folder = await openDeviceFolder('credentials');
 * await writeDeviceFiles(folder, emulator);
 */
export async function openDeviceFolder(out: string): Promise<string> {
  const folder = resolve(out);
  const held = await orNotWritable(folder, async () => {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  });
  const taken = Object.values(names).find((name) => held.includes(name));
  if (taken !== undefined && !held.includes(markerName)) {
    throw new EmulatorError(
      'OUTPUT_EXISTS',
      `${join(folder, taken)} is there and was not written by an emulator; name another folder.`,
    );
  }
  return folder;
}

export interface DeviceFilesOptions {
  /** Whose the claim key is to read: its owner's alone, unless it is for containers that run as other users. */
  readonly claimKeyFor?: 'owner' | 'everybody';
}

/**
 * Writes what devices need into a folder of `openDeviceFolder`: `ca.pem`, `claim.pem`, `claim.key`.
 *
 * @throws EmulatorError `FOLDER_NOT_WRITABLE`
 * @example
 * const { claimKey } = await writeDeviceFiles(await openDeviceFolder('credentials'), emulator);
 */
export async function writeDeviceFiles(
  folder: string,
  { ca, claim }: { readonly ca: string; readonly claim: ClaimCredentials },
  { claimKeyFor = 'owner' }: DeviceFilesOptions = {},
): Promise<DeviceFiles> {
  const write = async (name: string, text: string, mode: number): Promise<string> => {
    const file = join(folder, name);
    await orNotWritable(folder, async () => {
      await writeFile(file, text, { mode });
      // A file that is there keeps the mode that it has.
      await chmod(file, mode);
    });
    return file;
  };
  await write(markerName, '', 0o644);
  return {
    ca: await write(names.ca, ca, 0o644),
    claimCertificate: await write(names.claimCertificate, claim.certificatePem, 0o644),
    claimKey: await write(
      names.claimKey,
      claim.privateKey,
      claimKeyFor === 'owner' ? 0o600 : 0o644,
    ),
  };
}

async function orNotWritable<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new EmulatorError('FOLDER_NOT_WRITABLE', `Cannot write to ${folder} (${code}).`, {
      cause,
    });
  }
}
