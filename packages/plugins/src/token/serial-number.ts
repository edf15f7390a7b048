/** Longer than any serial number, and far below what libraries take as HKDF's info: 1,024 octets in Node and OpenSSL. */
export const longestSerial = 256;

/**
 * Why a text can be no serial number in a token, or `undefined` for one that can. A line feed in it would let two
 * different messages be one text; no other control character is of use either.
 */
export function faultInSerial(serialNumber: string): string | undefined {
  if (serialNumber === '') return 'it is empty';
  if (!serialNumber.isWellFormed()) return 'it is not well-formed Unicode';
  if (/\p{Cc}/u.test(serialNumber)) return 'it holds a control character';
  const { length } = Buffer.from(serialNumber);
  return length > longestSerial ? `it has ${length} octets, at most ${longestSerial}` : undefined;
}
