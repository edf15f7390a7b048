import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/** A serial number and where it stands, for a fault. */
export interface ListedSerial {
  readonly serialNumber: string;
  readonly where: string;
}

/** Some half a million serial numbers. */
const mostOctets = 16_000_000;

/**
 * The serial numbers of a file, one on each line, to the letter. Empty lines are left out.
 *
 * @throws CliFault `SERIALS_NOT_FOUND`, `SERIALS_NOT_READABLE`, `USAGE`
 */
export async function readSerials(path: string, io: Io): Promise<readonly ListedSerial[]> {
  const octets = await readInput(path, 'SERIALS', mostOctets, io);
  if (octets.length > mostOctets) {
    throw new CliFault('USAGE', `--serials: over ${mostOctets} octets; make it several lists`);
  }
  const found = textOf(octets)
    .split(/\r?\n/)
    .map((serialNumber, at) => ({ serialNumber, where: `--serials, line ${at + 1}` }))
    .filter(({ serialNumber }) => serialNumber !== '');
  const spaced = found.find(({ serialNumber }) => serialNumber !== serialNumber.trim());
  if (spaced !== undefined) {
    throw new CliFault('USAGE', `${spaced.where}: there is a space around the serial number`);
  }
  if (found.length === 0) throw new CliFault('USAGE', '--serials: there is no serial number in it');
  return found;
}

function textOf(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    // A key for a serial number that no device has would be found out at the customer's.
    throw new CliFault('USAGE', '--serials: it is not UTF-8');
  }
}
