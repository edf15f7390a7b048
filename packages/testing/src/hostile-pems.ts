import { bitString, lengthOf, sequence } from './certificate-der.js';
import { newEcKeyPair } from './certificate-keys.js';
import {
  type CertificateParts,
  encodeTbs,
  signatureAlgorithm,
  soundParts,
} from './certificate-parts.js';
import { crowdedParts, largestRsaKey } from './hostile-parts.js';

// What a reader takes, and what a caller may send without a reader taking it.
const longestPem = 16_384;
const longestText = 131_072;

const begin = '-----BEGIN CERTIFICATE-----\n';
const end = '\n-----END CERTIFICATE-----\n';
/** Without line ends inside, which leaves the most room. */
const block = (body: string): string => begin + body + end;
const longestDer = Math.floor((longestPem - block('').length) / 4) * 3;

const repeat = (what: string, length: number): string =>
  what.repeat(Math.ceil(length / what.length)).slice(0, length);

/** Texts that are no block. */
const junk: Readonly<Record<string, string>> = {
  'one letter': 'A',
  boundaries: '-----',
  'BEGIN lines': begin,
  'whole blocks': block('MAA='),
  'line ends': '\n',
  'carriage returns': '\r\n',
  padding: '=',
  NULs: '\0',
  'halves of characters': '\ud83d',
  'an alphabet that is not ours': '_-',
};

/** Elements in elements, as deep as the length allows. */
function nested(tag: number, length: number): Buffer {
  const heads: Buffer[] = [];
  for (let inside = 0; inside + 4 <= length; inside += heads.at(-1)?.length ?? 0) {
    heads.push(Buffer.concat([Buffer.from([tag]), lengthOf(inside)]));
  }
  return Buffer.concat(heads.reverse());
}

/** Bodies of a block that are no certificate, from the length that they may have. */
const bodies: Readonly<Record<string, (length: number) => Buffer>> = {
  zeros: (length) => Buffer.alloc(length),
  'octets FF': (length) => Buffer.alloc(length, 0xff),
  'indefinite lengths': (length) => Buffer.alloc(length, Buffer.from([0x30, 0x80])),
  'empty sequences': (length) =>
    sequence(Buffer.alloc(Math.floor((length - 4) / 2) * 2, Buffer.from([0x30, 0]))),
  'sequences in sequences': (length) => nested(0x30, length),
  'tags in tags': (length) => nested(0xa3, length),
};

/**
 * Texts made to keep a `CertificateReader` busy, by what they are: junk of up to 128 kB, blocks of junk, and well-formed
 * certificates that hold as much of one thing as the largest PEM that is taken (16,384 characters) has room for.
 *
 * @example
 * const reader = nodeCryptoCertificateReader();
 * for (const pem of Object.values(hostilePems())) reader.read(pem).kind; // 'certificate' or 'refused'
 */
export function hostilePems(): Readonly<Record<string, string>> {
  const pems: Record<string, string> = {};
  for (const [what, text] of Object.entries(junk)) {
    pems[`128 kB of ${what}`] = repeat(text, longestText);
    pems[`16 kB of ${what}`] = repeat(text, longestPem);
    pems[`a block of ${what}`] = block(repeat(text, longestPem - block('').length));
  }
  for (const [what, body] of Object.entries(bodies)) {
    pems[`a body of ${what}`] = block(body(longestDer).toString('base64'));
    pems[`128 kB of ${what}`] = block(body(65_535).toString('base64'));
  }
  const sound = soundCertificate();
  for (const [what, parts] of Object.entries(crowdedParts)) {
    pems[`as many ${what} as there is room for`] = block(
      fullest((count) => assembleUnsigned({ ...sound, ...parts(count) })).toString('base64'),
    );
  }
  pems['the largest RSA key'] = block(
    assembleUnsigned({ ...sound, ...largestRsaKey }).toString('base64'),
  );
  return pems;
}

function soundCertificate(): CertificateParts {
  const { publicKey, privateKey } = newEcKeyPair();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { ...soundParts(spki, signatureAlgorithm(privateKey, 'SHA-256')), tail: Buffer.alloc(0) };
}

/** With the largest count that fits, come near to from below: what is not counted makes each one seem larger than it is. */
function fullest(make: (count: number) => Buffer): Buffer {
  let count = 1;
  for (;;) {
    const der = make(count);
    const more = Math.floor(((longestDer - der.length) * count) / der.length);
    if (more < 1) return der;
    count += more;
  }
}

// No reader verifies the signature, so any octets will do.
const assembleUnsigned = (parts: CertificateParts): Buffer =>
  sequence(encodeTbs(parts), parts.signature, bitString(Buffer.alloc(70, 0x5a)));
