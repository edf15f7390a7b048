import { type KeyObject, randomBytes } from 'node:crypto';
import { mintDeviceToken } from '@gangway/plugins/device-token';
import { CliFault } from '../cli-fault.js';
import type { MintInput } from '../commands/token-mint.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { assertOneStdin, deviceKeyFor, readBatchKey, readDeviceKey } from '../keys/read-keys.js';
import type { Io } from '../terminal/io.js';
import { readBound } from './token-subject.js';

/** Makes a token and prints it. */
export async function runMint(input: MintInput, io: Io): Promise<ExitCode> {
  assertOneStdin(input.deviceKey, input.ring, input.certificate, input.publicKey);
  const { keyId, serial: serialNumber } = input;
  const bound = await readBound(input, io);
  const deviceKey = await deviceKeyOf(input, io);
  const expiresAt = Math.floor(Date.now() / 1_000) + input.expiresIn;
  const nonce = randomBytes(16);
  const token = minted({ deviceKey, keyId, serialNumber, ...bound, expiresAt, nonce });
  const report = { token, keyId, serialNumber, ...bound, expiresAt: expiresAt * 1_000 };
  io.out(input.json === true ? `${JSON.stringify(report)}\n` : `${token}\n`);
  return exitCode.done;
}

async function deviceKeyOf(input: MintInput, io: Io): Promise<KeyObject> {
  const { deviceKey, ring, serial } = input;
  if ((deviceKey === undefined) === (ring === undefined)) {
    throw new CliFault('USAGE', 'give one of --device-key <file> and --ring <file>');
  }
  if (deviceKey !== undefined) return readDeviceKey(deviceKey, io);
  return deviceKeyFor(await readBatchKey({ ring, keyId: input.keyId }, io), serial, '--serial');
}

function minted(input: Parameters<typeof mintDeviceToken>[0]): string {
  try {
    return mintDeviceToken(input);
  } catch (error) {
    // A serial number or a key id of another form.
    if (!(error instanceof TypeError)) throw error;
    throw new CliFault('USAGE', error.message);
  }
}
