import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  deriveDeviceKey,
  type KeyRing,
  KeyRingFault,
  parseKeyRing,
} from '@gangway/plugins/device-token';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/** As much as one secret holds where secrets are kept. */
const mostOctets = 65_536;

/**
 * The text of a file that holds a key or a ring, without the line end behind it.
 *
 * @throws CliFault `KEY_NOT_FOUND`, `KEY_NOT_READABLE`, `KEY_MALFORMED`
 */
export async function readKeyText(path: string, io: Io): Promise<string> {
  const octets = await readInput(path, 'KEY', mostOctets, io);
  if (octets.length > mostOctets) throw malformed(path, `it has over ${mostOctets} octets`);
  return octets.toString('utf8').replace(/\r?\n$/, '');
}

/** @throws CliFault as {@link readKeyText} */
export const readRing = async (path: string, io: Io): Promise<KeyRing> =>
  toRing(await readKeyText(path, io), path);

/** @throws CliFault `KEY_MALFORMED`, quoting nothing of the text */
export function toRing(text: string, path: string): KeyRing {
  try {
    return parseKeyRing(text);
  } catch (error) {
    if (!(error instanceof KeyRingFault)) throw error;
    throw malformed(path, error.message);
  }
}

/** Where a batch key is taken from: a file of its own, or a ring. */
export interface BatchKeyInput {
  readonly batchKey?: string | undefined;
  readonly ring?: string | undefined;
  readonly keyId: string;
}

/** @throws CliFault */
export async function readBatchKey(
  { batchKey, ring, keyId }: BatchKeyInput,
  io: Io,
): Promise<KeyObject> {
  if ((batchKey === undefined) === (ring === undefined)) {
    throw new CliFault('USAGE', 'give one of --batch-key <file> and --ring <file>');
  }
  const keys =
    batchKey === undefined
      ? await readRing(ring ?? '', io)
      : toRing(ringOf(keyId, await readKeyText(batchKey, io)), batchKey);
  const key = keys.get(keyId);
  if (key === undefined) throw new CliFault('USAGE', `--key-id: the ring has no key "${keyId}"`);
  return key;
}

// Read by the rules of a ring, so that what is taken here is what a hook will take.
const ringOf = (keyId: string, text: string): string => JSON.stringify({ keys: { [keyId]: text } });

/**
 * The key of a device: 32 octets, as `gangway keys derive` writes them, or in base64.
 *
 * @throws CliFault
 */
export async function readDeviceKey(path: string, io: Io): Promise<KeyObject> {
  const text = await readKeyText(path, io);
  const forms = ['hex', 'base64url', 'base64'] as const;
  const octets = forms
    .map((form) => ({ octets: Buffer.from(text, form), form }))
    .find(({ octets: read, form }) => read.length === 32 && isWritten(read, text, form));
  if (octets === undefined) {
    throw malformed(path, 'it is not 32 octets in base64url, base64 or lowercase hex');
  }
  return createSecretKey(octets.octets);
}

// The same text again: a reader that skips what it does not know would take half of a key for a whole one.
const isWritten = (octets: Buffer, text: string, form: BufferEncoding): boolean =>
  octets.toString(form) === text;

/** @throws CliFault `USAGE`, for a text that can be no serial number */
export function deviceKeyFor(key: KeyObject, serialNumber: string, where: string): KeyObject {
  try {
    return deriveDeviceKey(key, serialNumber);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CliFault('USAGE', `${where}: ${error.message}`);
  }
}

/** @throws CliFault `USAGE` where two inputs are to come from standard input, which can be read once */
export function assertOneStdin(...paths: readonly (string | undefined)[]): void {
  if (paths.filter((path) => path === '-').length > 1) {
    throw new CliFault('USAGE', 'only one thing can be read from standard input');
  }
}

const malformed = (path: string, why: string): CliFault =>
  new CliFault('KEY_MALFORMED', `${path === '-' ? 'standard input' : path}: ${why}`);
