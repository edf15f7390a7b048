import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClaimCredentials } from '@gangway/emulator';
import { CliFault } from '../cli-fault.js';
import { orNotWritable } from '../terminal/or-not-writable.js';

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
 * @throws CliFault `OUTPUT_EXISTS`, `FOLDER_NOT_WRITABLE`
 */
export async function openDeviceFolder(out: string | undefined): Promise<string> {
  if (out === undefined) return await mkdtemp(join(tmpdir(), 'gangway-emulator-'));
  const folder = resolve(out);
  const held = await orNotWritable(folder, async () => {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  });
  const taken = Object.values(names).find((name) => held.includes(name));
  if (taken !== undefined && !held.includes(markerName)) {
    throw new CliFault(
      'OUTPUT_EXISTS',
      `${join(folder, taken)} is there and was not written by an emulator; name another folder.`,
    );
  }
  return folder;
}

/** @throws CliFault `FOLDER_NOT_WRITABLE` */
export async function writeDeviceFiles(
  folder: string,
  { ca, claim }: { readonly ca: string; readonly claim: ClaimCredentials },
): Promise<DeviceFiles> {
  const write = (name: string, text: string, mode: number) =>
    orNotWritable(folder, () => writeFile(join(folder, name), text, { mode }));
  await write(markerName, '', 0o644);
  await Promise.all([
    write(names.ca, ca, 0o644),
    write(names.claimCertificate, claim.certificatePem, 0o644),
    write(names.claimKey, claim.privateKey, 0o600),
  ]);
  return {
    ca: join(folder, names.ca),
    claimCertificate: join(folder, names.claimCertificate),
    claimKey: join(folder, names.claimKey),
  };
}
