import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certificate, nodeCryptoCertificateReader } from '@gangway/core';
import { CliFault } from '../cli-fault.js';

/** What a device has from its factory. */
export interface DeviceFolder {
  readonly serialNumber: string;
  readonly key: KeyObject;
  /** PEM texts, the device's own certificate first. */
  readonly chain: readonly string[];
}

/**
 * Reads a device's folder, as `gangway lab factory` has written it.
 *
 * @throws CliFault `DEVICE_NOT_READABLE`
 */
export async function readDeviceFolder(folder: string): Promise<DeviceFolder> {
  const chain = blocksIn(await read(folder, 'chain.pem'));
  const key = toKey(folder, await read(folder, 'key.pem'));
  const [own] = chain;
  const reading = nodeCryptoCertificateReader().read(own ?? '');
  if (reading.kind === 'refused') {
    throw notReadable(`chain.pem in ${folder}: ${reading.code}: ${reading.detail}`);
  }
  return { serialNumber: serialNumberOf(reading.certificate, folder), key, chain };
}

const blocksIn = (text: string): readonly string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];

function toKey(folder: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // What OpenSSL says of a key may hold a part of it.
    throw notReadable(`key.pem in ${folder} is no private key without a passphrase`);
  }
}

function serialNumberOf({ subject }: Certificate, folder: string): string {
  const serials = subject.attributes.filter(({ name }) => name === 'serialNumber');
  const [only] = serials;
  if (serials.length !== 1 || only === undefined) {
    throw notReadable(
      `the certificate in ${folder} names ${serials.length} serial numbers, not one`,
    );
  }
  return only.value;
}

async function read(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw notReadable(`${name} in ${folder} cannot be read (${code})`, error);
  }
}

const notReadable = (message: string, cause?: unknown) =>
  new CliFault('DEVICE_NOT_READABLE', `${message}.`, { cause });
