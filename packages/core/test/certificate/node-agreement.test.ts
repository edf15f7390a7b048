import { X509Certificate } from 'node:crypto';
import { type CertificateKey, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { CertificateFault, inField } from '#core/certificate/fault.js';
import { checkAgainstNode } from '#core/certificate/node-agreement.js';
import { decodePem } from '#core/certificate/pem.js';
import { readDer } from '#core/certificate/read-der.js';

/** What the check says when Node shows this instead of what it read. */
async function saidOf(
  shown: Readonly<Record<string, unknown>>,
  key: CertificateKey = 'p-256',
): Promise<string> {
  const bytes = decodePem((await makeCertificate({ key })).pem);
  const certificate = readDer(bytes);
  const real = new X509Certificate(bytes);
  const { raw, serialNumber, validFromDate, validToDate, publicKey } = real;
  const node = { raw, serialNumber, validFromDate, validToDate, publicKey };
  const pretended = Object.defineProperties(node, Object.getOwnPropertyDescriptors(shown));
  try {
    checkAgainstNode(pretended as unknown as X509Certificate, bytes, certificate);
    return 'agreed';
  } catch (error) {
    if (!(error instanceof CertificateFault)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const refused = (detail: string) => `CERTIFICATE_REFUSED_BY_PLATFORM: ${detail}`;

describe('what Node reads', () => {
  it('is agreed with when it is the same, for each kind of key', async () => {
    for (const key of ['p-256', 'p-384', 'p-521', 'ed25519', 'rsa-2048', 'secp256k1'] as const) {
      expect(await saidOf({}, key)).to.equal('agreed');
    }
  });

  it('is not agreed with when it differs', async () => {
    const differing: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ raw: Buffer.from('30') }, 'Node reads another certificate than these bytes'],
      [{ serialNumber: '01' }, 'Node reads another serial'],
      [{ validFromDate: new Date(0) }, 'Node reads another validity'],
      [{ validToDate: new Date(Number.NaN) }, 'Node reads another validity'],
    ];
    for (const [shown, detail] of differing) expect(await saidOf(shown)).to.equal(refused(detail));
  });

  it('is not agreed with when its key differs, in kind or in one detail', async () => {
    const shown = (asymmetricKeyType: string, asymmetricKeyDetails?: object) => ({
      publicKey: { asymmetricKeyType, asymmetricKeyDetails },
    });
    const rsa = { modulusLength: 2048, publicExponent: 65_537n };
    const p256 = { namedCurve: 'prime256v1' };
    expect(await saidOf(shown('rsa', rsa), 'rsa-2048')).to.equal('agreed');
    expect(await saidOf(shown('ec', p256))).to.equal('agreed');
    const differing: readonly (readonly [CertificateKey, string, object?])[] = [
      ['rsa-2048', 'rsa', { ...rsa, modulusLength: 2047 }],
      ['rsa-2048', 'rsa', { ...rsa, publicExponent: 3n }],
      ['rsa-2048', 'rsa'],
      ['rsa-2048', 'rsa-pss', rsa],
      ['p-256', 'ec', { namedCurve: 'secp256k1' }],
      ['p-256', 'ec'],
      ['p-256', 'rsa', p256],
      ['p-384', 'ec', p256],
      ['p-521', 'ec', { namedCurve: 'secp384r1' }],
      ['ed25519', 'x25519', {}],
    ];
    for (const [key, ...args] of differing) {
      expect(await saidOf(shown(...args), key)).to.equal(refused('Node reads another key'));
    }
  });

  it('is a refusal when it cannot import a key that it knows, and not asked of others', async () => {
    const unimportable = {
      get publicKey(): never {
        throw new Error('unsupported');
      },
    };
    expect(await saidOf(unimportable)).to.equal(refused('Node cannot import the key'));
    expect(await saidOf(unimportable, 'secp256k1')).to.equal('agreed');
  });
});

describe('a fault of our own', () => {
  it('is no refusal', () => {
    const own = new TypeError('a bug');
    expect(() =>
      inField('CERTIFICATE_NAME_INVALID', () => {
        throw own;
      }),
    ).to.throw(own);
  });
});
