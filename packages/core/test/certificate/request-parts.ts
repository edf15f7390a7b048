import { generateKeyPairSync, sign } from 'node:crypto';

/** An element in DER, its length in the fewest octets. */
export function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const octets =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...octets]), body]);
}

export const sequence = (...items: readonly Buffer[]): Buffer => tlv(0x30, ...items);

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

export interface RequestParts {
  readonly version: Buffer;
  readonly subject: Buffer;
  readonly key: Buffer;
  readonly attributes: Buffer;
  /** After the attributes, inside what is signed. */
  readonly tail: Buffer;
  readonly algorithm: Buffer;
  /** After the signature. */
  readonly end: Buffer;
}

/** The parts of a sound request, each ready to be replaced by a wrong one. */
const soundParts: RequestParts = {
  version: tlv(0x02, Buffer.from([0])),
  subject: sequence(),
  key: publicKey.export({ type: 'spki', format: 'der' }),
  attributes: tlv(0xa0),
  tail: Buffer.alloc(0),
  // ecdsa-with-SHA256
  algorithm: sequence(Buffer.from('06082a8648ce3d040302', 'hex')),
  end: Buffer.alloc(0),
};

/** A request with these parts, rightly signed by the key of the sound one. */
export function requestOf(parts: Partial<RequestParts> = {}): Buffer {
  const { version, subject, key, attributes, tail, algorithm, end } = { ...soundParts, ...parts };
  const info = sequence(version, subject, key, attributes, tail);
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', info, privateKey));
  return sequence(info, algorithm, signature, end);
}

/** An `[0]` of attributes, each of a type and its values. */
export const attributesOf = (
  ...attributes: readonly { readonly type: Buffer; readonly values: readonly Buffer[] }[]
): Buffer =>
  tlv(0xa0, ...attributes.map(({ type, values }) => sequence(type, tlv(0x31, ...values))));

/** RFC 2985 sections 5.4.2 and 5.4.1. */
export const extensionRequest: Buffer = Buffer.from('06092a864886f70d01090e', 'hex');
export const challengePassword: Buffer = Buffer.from('06092a864886f70d010907', 'hex');

/** Made by `openssl req -new` of OpenSSL 3, with a challenge password and three extensions; its key is gone. */
export const opensslRequest = `-----BEGIN CERTIFICATE REQUEST-----
MIIBPTCB4wIBADASMRAwDgYDVQQDDAdTTi0wMDAxMFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAEwXfigIsQnna8RZGh4LxNpq9zGish+F4j0j7sXNyQdu2IHHAR6fK2
zmyJle/g5Nc4hegUcgb/3A+j6HsljzeVEKBvMBcGCSqGSIb3DQEJBzEKDAhzZWNy
ZXQxMjBUBgkqhkiG9w0BCQ4xRzBFMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAK
BggrBgEFBQcDAjAeBgNVHREEFzAVghNzbi0wMDAxLmV4YW1wbGUub3JnMAoGCCqG
SM49BAMCA0kAMEYCIQC13msoYGJLxIUKvLr9kVng/tuVa5Crt3HudbLzV4jwUgIh
APP8NOVZctzLCooqZnJ/BFTKMidEyO82GXJMrGaeXAIY
-----END CERTIFICATE REQUEST-----
`;
