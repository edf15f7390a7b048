import type { FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { PortError, type Secret } from '@gangway/core';

/**
 * As much as AWS Secrets Manager keeps in one secret.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
 */
const mostOctets = 65_536;

// When the first secret is read: loading it costs a cold start two to five milliseconds.
const fs = () => process.getBuiltinModule('node:fs/promises');

/**
 * Reads one file of a folder of secrets. Nothing is kept: what a mount holds is what is answered.
 *
 * @param place below the folder, of names that lead nowhere else by themselves
 * @returns `undefined` where there is no file
 * @throws PortError
 */
export async function readSecretFile(
  folder: string,
  place: string,
  signal: AbortSignal,
): Promise<Secret | undefined> {
  signal.throwIfAborted();
  const root = await enterFolder(folder);
  try {
    return await readBelow(root, place, signal);
  } catch (error) {
    if (!isMissing(error)) throw error;
    // Kubernetes puts another folder in place of a mount's contents: a link that was followed may lead nowhere a moment later.
    return await readBelow(root, place, signal).catch((again: unknown) => {
      if (isMissing(again)) return undefined;
      throw again;
    });
  }
}

/**
 * Sees that there is a folder, and that it may be entered.
 *
 * @returns where it really is
 * @throws PortError `SECRET_FOLDER_MISSING`
 */
export async function enterFolder(folder: string): Promise<string> {
  try {
    const root = await fs().realpath(folder);
    // Only in a folder, and only where it may be entered, is there something behind the separator.
    await fs().stat(root + sep);
    return root;
  } catch (error) {
    throw new PortError('SECRET_FOLDER_MISSING', `${folder}: ${codeOf(error)}`);
  }
}

async function readBelow(root: string, place: string, signal: AbortSignal): Promise<Secret> {
  const path = await fs().realpath(join(root, place)).catch(rethrown(place));
  // A link inside the folder is how Kubernetes mounts secrets; one that leads out of it is somebody's mistake, or worse.
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new PortError('SECRET_NOT_READABLE', `"${place}" is a link that leads out of the folder`);
  }
  signal.throwIfAborted();
  // Neither through a link that came in between, nor waiting for a pipe's other end.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs().constants;
  const file = await fs()
    .open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    .catch(rethrown(place));
  try {
    return await readOpen(file, place, signal);
  } finally {
    await file.close();
  }
}

async function readOpen(file: FileHandle, place: string, signal: AbortSignal): Promise<Secret> {
  const stat = await file.stat();
  if (!stat.isFile()) throw new PortError('SECRET_NOT_READABLE', `"${place}" is not a file`);
  if (stat.size > mostOctets) throw tooLarge(place);
  const octets = await file.readFile({ signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    return rethrown(place)(error);
  });
  if (octets.length > mostOctets) throw tooLarge(place);
  return Object.freeze({ value: toText(octets, place), version: `${Math.round(stat.mtimeMs)}` });
}

const tooLarge = (place: string) =>
  new PortError('SECRET_MALFORMED', `"${place}" has over ${mostOctets} octets`);

function toText(octets: Buffer, place: string): string {
  try {
    // What echo and editors put behind a text is no part of it; only one, for a secret may end with one of its own.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(octets)
      .replace(/\r?\n$/, '');
  } catch {
    throw new PortError('SECRET_MALFORMED', `"${place}" is not UTF-8`);
  }
}

const rethrown =
  (place: string) =>
  (error: unknown): never => {
    if (isMissing(error)) throw error;
    throw new PortError('SECRET_NOT_READABLE', `"${place}": ${codeOf(error)}`);
  };

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
