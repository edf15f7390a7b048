import { X509Certificate } from 'node:crypto';
import { limits, nodeCryptoCertificateReader } from '@gangway/core';
import { proveFactoryIdentity } from '@gangway/plugins/factory-identity';
import { CliFault } from '../cli-fault.js';
import type { LabProveInput } from '../commands/lab-prove.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';
import { readDeviceFolder } from './device-folder.js';

/** Prints what a device sends to prove itself: the parameters of the plugin factory-identity. */
export async function runLabProve(input: LabProveInput, io: Io): Promise<ExitCode> {
  const { serialNumber, key, chain } = await readDeviceFolder(input.device);
  const newKey = await readKey(input.certificate, io);
  const at = input.at ?? Date.now();
  const parameters = proveFactoryIdentity({ serialNumber, chain, factoryKey: key, newKey, at });
  io.out(
    input.json === true
      ? `${JSON.stringify(parameters)}\n`
      : Object.entries(parameters)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
  );
  return exitCode.done;
}

/** @throws CliFault `CERTIFICATE_REFUSED` */
async function readKey(path: string, io: Io) {
  const bytes = await readInput(path, 'CERTIFICATE', 4 * limits.pemLength, io);
  const pem = bytes.toString('utf8');
  const reading = nodeCryptoCertificateReader().read(pem);
  if (reading.kind === 'refused') {
    throw new CliFault('CERTIFICATE_REFUSED', `${reading.code}: ${reading.detail}`);
  }
  return new X509Certificate(pem).publicKey;
}
