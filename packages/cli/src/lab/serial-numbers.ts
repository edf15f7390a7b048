import { CliFault } from '../cli-fault.js';

/** As many as a serial number of four digits or more may count. */
export const mostDevices = 1_000_000;

// What a PrintableString (X.680 section 41.4) and the name of a folder may hold alike: of the former's characters those are
// left out that part paths or drives.
const printable = /^[A-Za-z0-9 '()+,.=-]*$/;

// RFC 5280 appendix A.1, ub-serial-number.
const longest = 64;

/**
 * The serial numbers of so many devices: the prefix and a number of at least four digits, from 1.
 *
 * @throws CliFault `USAGE` for a prefix that makes none
 */
export function serialNumbers(prefix: string, devices: number): readonly string[] {
  const digits = Math.max(4, `${devices}`.length);
  if (!printable.test(prefix) || prefix.startsWith(' ')) {
    throw new CliFault(
      'USAGE',
      "--serial-prefix takes letters, digits and ' ( ) + , . = - and, not first, spaces: no more fits both a PrintableString and a folder's name",
    );
  }
  if (prefix.length + digits > longest) {
    throw new CliFault(
      'USAGE',
      `--serial-prefix makes serial numbers of ${prefix.length + digits} characters; a certificate holds ${longest}`,
    );
  }
  return Array.from(
    { length: devices },
    (_, at) => `${prefix}${`${at + 1}`.padStart(digits, '0')}`,
  );
}
