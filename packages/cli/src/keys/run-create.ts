import { randomBytes } from 'node:crypto';
import { access, realpath } from 'node:fs/promises';
import { CliFault } from '../cli-fault.js';
import type { CreateInput } from '../commands/keys-create.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { readKeyText, toRing } from './read-keys.js';
import { replaceSecretFile } from './secret-file.js';

type Keys = ReadonlyMap<string, string>;

/** Makes a batch key: 32 random octets, the strength that SHA-256 has room for. */
export async function runCreate({ keyId, ring, json }: CreateInput, io: Io): Promise<ExitCode> {
  const key = randomBytes(32).toString('base64url');
  if (ring === undefined) {
    io.out(added(new Map(), keyId ?? 'k1', key));
    return exitCode.done;
  }
  if (ring === '-') throw new CliFault('USAGE', '--ring: it is a file, which is written to');
  const path = await realpath(ring).catch(() => ring);
  let [id, taken] = [keyId ?? '', false];
  await replaceSecretFile(path, async () => {
    const keys = await keysOf(path, io);
    id = keyId ?? firstFree(keys);
    taken = keys.has(id);
    return taken ? undefined : added(keys, id, key);
  });
  const outcome = taken ? 'TAKEN' : 'CREATED';
  if (json === true) io.out(`${JSON.stringify({ outcome, keyId: id, ring })}\n`);
  else io.out(taken ? `${ring} has a key ${printable(id)} already\n` : `${id} is in ${ring} now\n`);
  return taken ? exitCode.denied : exitCode.done;
}

/** The keys as they are written, of a ring that is sound; none where there is no file. */
async function keysOf(path: string, io: Io): Promise<Keys> {
  const exists = await access(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
  );
  if (!exists) return new Map();
  const text = await readKeyText(path, io);
  toRing(text, path);
  const { keys } = JSON.parse(text) as { readonly keys: Readonly<Record<string, string>> };
  return new Map(Object.entries(keys));
}

function firstFree(keys: Keys): string {
  let number = 1;
  while (keys.has(`k${number}`)) number += 1;
  return `k${number}`;
}

function added(keys: Keys, id: string, key: string): string {
  const text = JSON.stringify({ keys: Object.fromEntries([...keys, [id, key]]) }, undefined, 2);
  // By the rules of a hook, so that none is written which no hook would take.
  toRing(text, '--key-id');
  return `${text}\n`;
}
