import { createPublicKey, generateKeyPairSync, hash } from 'node:crypto';
import { limits, readSigningRequest, signingRequestRefusals } from '@gangway/core';
import { makeCertificate, makeSigningRequest } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { verifyOwnSignature } from '#core/certificate/signing-request/verify-own-signature.js';
import {
  attributesOf,
  challengePassword,
  extensionRequest,
  opensslRequest,
  type RequestParts,
  requestOf,
  sequence,
  tlv,
} from './request-parts.js';

/** `signing-request`, or the code of the refusal. */
function outcomeOf(request: string | Uint8Array): string {
  const reading = readSigningRequest(request);
  return reading.kind === 'refused' ? reading.code : reading.kind;
}

function requestIn(request: string | Uint8Array) {
  const reading = readSigningRequest(request);
  if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
  return reading.request;
}

const keyUsage = { oid: '2.5.29.15', critical: true, value: Buffer.from('03020780', 'hex') };
const ca = { oid: '2.5.29.19', critical: true, value: Buffer.from('30030101ff', 'hex') };
const extension = (hex: string) => sequence(Buffer.from(hex, 'hex'));
const basicConstraints = extension('0603551d1304023000');
const password = tlv(0x13, Buffer.from('secret'));

describe('readSigningRequest', () => {
  for (const key of ['rsa-2048', 'p-256', 'p-384', 'p-521', 'ed25519'] as const) {
    it(`reads a request for a ${key} key, from PEM and from DER alike`, async () => {
      const { pem, der, privateKeyPem } = await makeSigningRequest({ key });
      const request = requestIn(pem);
      expect(requestIn(der)).to.deep.equal(request);
      const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' });
      expect(request.publicKeyHash).to.equal(hash('sha256', spki));
      expect(request.hex).to.equal(der.toString('hex'));
      expect(request.subject.attributes).to.deep.equal([
        { type: '2.5.4.3', name: 'CN', value: 'SN-0001' },
      ]);
    });
  }

  it('gives the extensions that are asked for as a certificate has them', async () => {
    const { der } = await makeSigningRequest({ extensions: [keyUsage, ca] });
    const request = requestIn(der);
    expect(request.keyUsage).to.deep.equal(['digitalSignature']);
    expect(request.basicConstraints).to.deep.equal({ ca: true });
    expect(request.extensions).to.deep.equal([
      { oid: '2.5.29.15', critical: true, hex: '03020780' },
      { oid: '2.5.29.19', critical: true, hex: '30030101ff' },
    ]);
    expect(request.attributes).to.deep.equal(['1.2.840.113549.1.9.14']);
  });

  it('reads what OpenSSL has made', () => {
    const request = requestIn(opensslRequest);
    expect(request.attributes).to.have.members(['1.2.840.113549.1.9.7', '1.2.840.113549.1.9.14']);
    expect(request.keyUsage).to.deep.equal(['digitalSignature']);
    expect(request.extendedKeyUsage).to.deep.equal(['1.3.6.1.5.5.7.3.2']);
    expect(request.subjectAltName).to.deep.equal([
      { kind: 'dNSName', value: 'sn-0001.example.org' },
    ]);
  });

  it('gives the types of other attributes, and never their values', () => {
    const request = requestIn(
      requestOf({ attributes: attributesOf({ type: challengePassword, values: [password] }) }),
    );
    expect(request.attributes).to.deep.equal(['1.2.840.113549.1.9.7']);
    expect(JSON.stringify({ ...request, hex: '' })).to.not.match(/secret|736563726574/);
  });

  it('gives a frozen value', async () => {
    const { der } = await makeSigningRequest({ extensions: [keyUsage] });
    const request = requestIn(der);
    for (const part of [request, request.subject, request.extensions, request.attributes]) {
      expect(Object.isFrozen(part)).to.equal(true);
    }
  });

  describe('refuses', () => {
    const defects: Readonly<Record<string, readonly [code: string, Partial<RequestParts>]>> = {
      'a version that is not 0': ['CSR_VERSION_INVALID', { version: tlv(0x02, Buffer.from([1])) }],
      'a version of two octets': [
        'CSR_VERSION_INVALID',
        { version: tlv(0x02, Buffer.from([0, 0x80])) },
      ],
      'no version': ['CSR_VERSION_INVALID', { version: Buffer.alloc(0) }],
      'a subject with an empty part': ['CSR_SUBJECT_INVALID', { subject: sequence(tlv(0x31)) }],
      'a key that is none': ['CSR_KEY_INVALID', { key: sequence() }],
      'no attributes': ['CSR_ATTRIBUTES_INVALID', { attributes: Buffer.alloc(0) }],
      'an attribute without a value': [
        'CSR_ATTRIBUTES_INVALID',
        { attributes: attributesOf({ type: challengePassword, values: [] }) },
      ],
      'a doubled attribute': [
        'CSR_ATTRIBUTES_INVALID',
        {
          attributes: attributesOf(
            { type: challengePassword, values: [password] },
            { type: challengePassword, values: [password] },
          ),
        },
      ],
      'attributes that are not in order': [
        'CSR_ATTRIBUTES_INVALID',
        {
          attributes: attributesOf(
            { type: extensionRequest, values: [sequence(basicConstraints)] },
            { type: challengePassword, values: [password] },
          ),
        },
      ],
      'values that are not in order': [
        'CSR_ATTRIBUTES_INVALID',
        {
          attributes: attributesOf({ type: challengePassword, values: [password, tlv(0x0c)] }),
        },
      ],
      'an extension request without a value': [
        'CSR_EXTENSIONS_INVALID',
        { attributes: attributesOf({ type: extensionRequest, values: [] }) },
      ],
      'an extension request with two values': [
        'CSR_EXTENSIONS_INVALID',
        {
          attributes: attributesOf({
            type: extensionRequest,
            values: [sequence(basicConstraints), sequence(basicConstraints)],
          }),
        },
      ],
      'an extension request that asks for nothing': [
        'CSR_EXTENSIONS_INVALID',
        { attributes: attributesOf({ type: extensionRequest, values: [sequence()] }) },
      ],
      'a doubled extension': [
        'CSR_EXTENSIONS_INVALID',
        {
          attributes: attributesOf({
            type: extensionRequest,
            values: [sequence(basicConstraints, basicConstraints)],
          }),
        },
      ],
      'data after the values of an attribute': [
        'CSR_ATTRIBUTES_INVALID',
        {
          attributes: tlv(0xa0, sequence(challengePassword, tlv(0x31, password), tlv(0x05))),
        },
      ],
      'data after the signature': ['CSR_NOT_DER', { end: tlv(0x05) }],
      'data after the attributes': ['CSR_NOT_DER', { tail: tlv(0x05) }],
      'a signature algorithm with parameters that do not belong': [
        'CSR_SIGNATURE_ALGORITHM_INVALID',
        { algorithm: sequence(Buffer.from('06082a8648ce3d0403020500', 'hex')) },
      ],
      'a signature of another algorithm than it says': [
        'CSR_SIGNATURE_INVALID',
        { algorithm: sequence(Buffer.from('06082a8648ce3d040303', 'hex')) },
      ],
      'a signature algorithm that is not of its key': [
        'CSR_SIGNATURE_ALGORITHM_UNSUPPORTED',
        { algorithm: sequence(Buffer.from('06092a864886f70d01010b0500', 'hex')) },
      ],
    };

    for (const [name, [code, parts]] of Object.entries(defects)) {
      it(name, () => {
        expect(outcomeOf(requestOf(parts))).to.equal(code);
      });
    }

    it('only those: the request that they are made from is sound', () => {
      expect(outcomeOf(requestOf())).to.equal('signing-request');
    });

    it('a point that is not on its curve', async () => {
      const { der, privateKeyPem } = await makeSigningRequest();
      const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' });
      const off = Buffer.from(spki);
      off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
      expect(outcomeOf(Buffer.from(replaceIn(der, spki, off)))).to.equal('CSR_KEY_INVALID');
    });

    it('another key in the place of the one that signed', async () => {
      const { der, privateKeyPem } = await makeSigningRequest();
      const other = await makeSigningRequest({ freshKey: true });
      const [from, to] = [privateKeyPem, other.privateKeyPem].map((pem) =>
        createPublicKey(pem).export({ type: 'spki', format: 'der' }),
      ) as [Buffer, Buffer];
      expect(outcomeOf(replaceIn(der, from, to))).to.equal('CSR_SIGNATURE_INVALID');
    });

    it('a key of which Node reads something else', () => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
      const none = Buffer.alloc(0);
      const verifying = (bits: number) => () =>
        verifyOwnSignature({
          keyInfo,
          publicKey: { kind: 'RSA', bits, exponent: 65_537n },
          algorithm: 'sha256WithRSAEncryption',
          content: none,
          signature: none,
        });
      expect(verifying(2_047)).to.throw('Node reads another key');
      expect(verifying(2_048)).to.throw('sha256WithRSAEncryption does not verify');
    });

    for (const [what, input] of [
      ['SHA-1', { key: 'rsa-2048', hash: 'SHA-1' }],
      ['a curve that is not of NIST', { key: 'secp256k1' }],
    ] as const) {
      it(what, async () => {
        const { der } = await makeSigningRequest(input);
        expect(outcomeOf(der)).to.equal('CSR_SIGNATURE_ALGORITHM_UNSUPPORTED');
      });
    }

    it('what is no block of a request', async () => {
      const { pem } = await makeSigningRequest();
      const certificate = await makeCertificate();
      expect(outcomeOf('')).to.equal('CSR_NOT_ONE_BLOCK');
      expect(outcomeOf(certificate.pem)).to.equal('CSR_NOT_ONE_BLOCK');
      expect(outcomeOf(pem + pem)).to.equal('CSR_NOT_ONE_BLOCK');
      expect(outcomeOf(`${pem}x`)).to.equal('CSR_NOT_ONE_BLOCK');
      expect(outcomeOf(pem.replace('\n', '\n \n'))).to.equal('CSR_PEM_MALFORMED');
      expect(outcomeOf(7 as unknown as string)).to.equal('CSR_NOT_ONE_BLOCK');
    });

    it('what is too large, unread', () => {
      expect(outcomeOf('x'.repeat(limits.pemLength + 1))).to.equal('CSR_TOO_LARGE');
      expect(outcomeOf(Buffer.alloc(12_289))).to.equal('CSR_TOO_LARGE');
      expect(outcomeOf(Buffer.alloc(12_288))).to.equal('CSR_NOT_DER');
    });

    it('a certificate, and data after a request', async () => {
      const { der } = await makeSigningRequest();
      expect(outcomeOf((await makeCertificate()).der)).to.equal('CSR_VERSION_INVALID');
      expect(outcomeOf(Buffer.concat([der, Buffer.from([0])]))).to.equal('CSR_NOT_DER');
    });
  });

  for (const key of ['p-256', 'rsa-2048', 'ed25519'] as const) {
    it(`never takes a ${key} request of which a bit was flipped`, async () => {
      const { der } = await makeSigningRequest({ key, extensions: [keyUsage] });
      for (let bit = 0; bit < der.length * 8; bit += 1) {
        const flipped = Buffer.from(der);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
        expect(outcomeOf(flipped), `bit ${bit}`).to.match(/^CSR_/);
      }
    });
  }

  it('answers any octets with a code that it has, and never throws', async () => {
    const { der } = await makeSigningRequest({ extensions: [keyUsage] });
    const cut = fc.nat(der.length - 1).map((length) => der.subarray(0, length));
    const spoiled = fc
      .array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(der);
        for (const [at, octet] of changes) bytes[at] = octet;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), cut, spoiled), (bytes) => {
        const outcome = outcomeOf(bytes);
        const same = Buffer.from(bytes).equals(der);
        expect(same ? ['signing-request'] : Object.keys(signingRequestRefusals)).to.include(
          outcome,
        );
      }),
      { numRuns: 2_000, seed: 2_986 },
    );
  });
});

/** The bytes with a part of them replaced by another of the same length. */
function replaceIn(bytes: Buffer, part: Buffer, by: Buffer): Buffer {
  const at = bytes.indexOf(part);
  if (at < 0 || part.length !== by.length) throw new Error('the part is not there');
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + part.length)]);
}
