/**
 * Serial numbers that nobody made, but that careless hooks take for one that somebody did: by part, by case, by
 * normalisation, by white space, or because they are empty.
 */
export const nearMisses: Readonly<Record<string, (serialNumber: string) => string>> = Object.freeze(
  {
    'made-up': (serialNumber) => `${serialNumber}-X`,
    prefix: (serialNumber) => serialNumber.slice(0, -1),
    suffix: (serialNumber) => serialNumber.slice(1),
    'other-case': (serialNumber) =>
      serialNumber === serialNumber.toLowerCase()
        ? serialNumber.toUpperCase()
        : serialNumber.toLowerCase(),
    // U+FF10 to U+FF19: NFKC makes ASCII digits of them.
    'full-width-digits': (serialNumber) =>
      serialNumber.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    'white-space': (serialNumber) => `${serialNumber} `,
    wildcard: (serialNumber) => `${serialNumber.slice(0, -1)}*`,
    empty: () => '',
  },
);
