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
      [{ publicKey: { asymmetricKeyType: 'rsa' } }, 'Node reads another kind of key'],
    ];
    for (const [shown, detail] of differing) expect(await saidOf(shown)).to.equal(refused(detail));
    const rsa = { publicKey: { asymmetricKeyType: 'ec' } };
    expect(await saidOf(rsa, 'rsa-2048')).to.equal(refused('Node reads another kind of key'));
    expect(await saidOf(rsa, 'ed25519')).to.equal(refused('Node reads another kind of key'));
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
