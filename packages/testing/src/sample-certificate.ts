import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate as an event holds it. */
export interface EventCertificate {
  /** One PEM block. */
  readonly pem: string;
  /** SHA-256 of the DER: 64 lowercase hex digits. */
  readonly certificateId: string;
}

// DER tags, ITU-T X.690.
const boolean = 0x01;
const integer = 0x02;
const bitString = 0x03;
const octetString = 0x04;
const objectId = 0x06;
const utf8String = 0x0c;
const utcTime = 0x17;
const sequence = 0x30;
const set = 0x31;
const versionTag = 0xa0;
const extensionsTag = 0xa3;

const ecdsaWithSha256 = tlv(sequence, tlv(objectId, hex('2a8648ce3d040302')));
const commonName = '550403';

/**
 * A fresh, self-signed certificate with a new P-256 key, made at once: what a device gets from AWS IoT in shape, names
 * and extensions, valid from 2020 to the end of 2049 so that a fake clock may stand anywhere between. For other keys,
 * names and dates see `makeCertificate`, which waits for WebCrypto.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function sampleCertificate(): EventCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const name = tlv(
    sequence,
    tlv(
      set,
      tlv(
        sequence,
        tlv(objectId, hex(commonName)),
        tlv(utf8String, Buffer.from('AWS IoT Certificate')),
      ),
    ),
  );
  const tbs = tlv(
    sequence,
    tlv(versionTag, tlv(integer, hex('02'))),
    tlv(integer, serialNumber()),
    ecdsaWithSha256,
    name,
    tlv(
      sequence,
      tlv(utcTime, Buffer.from('200101000000Z')),
      tlv(utcTime, Buffer.from('491231235959Z')),
    ),
    name,
    spki,
    tlv(extensionsTag, tlv(sequence, ...extensions(spki))),
  );
  const signature = sign('sha256', tbs, privateKey);
  const der = tlv(sequence, tbs, ecdsaWithSha256, tlv(bitString, hex('00'), signature));
  return Object.freeze({
    pem: toPem(der),
    certificateId: createHash('sha256').update(der).digest('hex'),
  });
}

/** No authority, signs only, and the key's identifier (RFC 7093, method 1). */
function extensions(spki: Buffer): readonly Buffer[] {
  // The uncompressed point is the last 65 octets of a P-256 key.
  const keyId = createHash('sha256').update(spki.subarray(-65)).digest().subarray(0, 20);
  const critical = tlv(boolean, hex('ff'));
  const extension = (id: string, value: Buffer, ...flags: readonly Buffer[]) =>
    tlv(sequence, tlv(objectId, hex(id)), ...flags, tlv(octetString, value));
  return [
    extension('551d13', tlv(sequence), critical),
    extension('551d0f', tlv(bitString, hex('0780')), critical),
    extension('551d0e', tlv(octetString, keyId)),
  ];
}

/** 16 octets, positive and minimal whatever the dice say. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets.writeUInt8((octets.readUInt8(0) & 0x7f) | 0x40, 0);
  return octets;
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const value = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(value.length)]), value]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
