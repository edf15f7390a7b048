import { CliFault } from '../cli-fault.js';
import type { DeriveInput } from '../commands/keys-derive.js';
import { csvRow } from '../devices/export-csv.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { assertOneStdin, deviceKeyFor, readBatchKey } from './read-keys.js';
import { type ListedSerial, readSerials } from './read-serials.js';
import { writeNewSecretFile } from './secret-file.js';

/** A device with its key, as it goes to the factory line. */
interface DerivedKey {
  readonly serialNumber: string;
  readonly keyId: string;
  readonly deviceKey: string;
}

/** Derives the keys of devices. What is printed is secret: that is what it is for. */
export async function runDerive(input: DeriveInput, io: Io): Promise<ExitCode> {
  const { keyId, format, out, json } = input;
  assertOneStdin(input.batchKey, input.ring, input.serials);
  if (input.serial === undefined && input.serials === undefined) {
    throw new CliFault('USAGE', 'give --serial <sn…>, --serials <file> or both');
  }
  const batchKey = await readBatchKey(input, io);
  const devices = (await serialsOf(input, io)).map(({ serialNumber, where }) => ({
    serialNumber,
    keyId,
    deviceKey: deviceKeyFor(batchKey, serialNumber, where).export().toString(format),
  }));
  const text = json === true ? `${JSON.stringify({ devices })}\n` : csvOf(devices);
  if (out === undefined) {
    io.out(text);
    return exitCode.done;
  }
  await writeNewSecretFile(out, text);
  io.out(
    json === true
      ? `${JSON.stringify({ outcome: 'DERIVED', devices: devices.length, out })}\n`
      : `${sayKeys(devices.length)} in ${out}\n`,
  );
  return exitCode.done;
}

async function serialsOf(
  { serial = [], serials }: DeriveInput,
  io: Io,
): Promise<readonly ListedSerial[]> {
  const given = serial.map((serialNumber) => ({ serialNumber, where: '--serial' }));
  return serials === undefined ? given : [...given, ...(await readSerials(serials, io))];
}

const sayKeys = (count: number): string =>
  count === 1 ? '1 device key is' : `${count} device keys are`;

const csvOf = (devices: readonly DerivedKey[]): string =>
  [
    ['serialNumber', 'keyId', 'deviceKey'],
    ...devices.map(({ serialNumber, keyId, deviceKey }) => [serialNumber, keyId, deviceKey]),
  ]
    .map((cells) => `${csvRow(cells)}\n`)
    .join('');
