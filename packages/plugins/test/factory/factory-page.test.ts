import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { proveFactoryIdentity } from '@gangway/plugins/factory-identity';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { type ProofAlgorithm, proofAlgorithms } from '../../dist/factory/proof-algorithms.js';
import { proofMessage } from '../../dist/factory/proof-message.js';
import { judge } from './made-factory.js';

const page = readFileSync(new URL('../../../../docs/factory-identity.md', import.meta.url), 'utf8');

interface Vectors {
  readonly serialNumber: string;
  readonly timestamp: number;
  readonly anchor: string;
  readonly newCertificate: string;
  readonly publicKeyHash: string;
  readonly message: string;
  readonly messageHex: string;
  readonly devices: Readonly<
    Record<string, { readonly factoryKey: string; readonly FactoryChain: string }>
  >;
  readonly proofs: readonly {
    readonly algorithm: ProofAlgorithm;
    readonly device: string;
    readonly FactoryProof: string;
  }[];
}

const [, json = ''] = /^<!-- test vectors -->\n```json\n(.*?)^```$/ms.exec(page) ?? [];
const vectors: Vectors = JSON.parse(json);
const { serialNumber, timestamp, publicKeyHash } = vectors;

const toPem = (body: string, label = 'CERTIFICATE') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

const certificate = new X509Certificate(toPem(vectors.newCertificate));
const event = anEvent({
  serialNumber,
  certificate: {
    pem: toPem(vectors.newCertificate),
    certificateId: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  },
});
// The tests' clock stands at the vectors' moment.
const judgeProof = (FactoryChain: string, FactoryProof: string) =>
  judge(
    { root: { pem: toPem(vectors.anchor) } },
    { ...event, parameters: { ...event.parameters, FactoryChain, FactoryProof } },
  );

describe('docs/factory-identity.md', () => {
  it('shows the message that is signed', () => {
    const message = proofMessage({ serialNumber, publicKeyHash, timestamp });
    expect(message.toString('utf8')).to.equal(vectors.message);
    expect(message.toString('hex')).to.equal(vectors.messageHex);
  });

  it('has a row for each algorithm, and no other', () => {
    const [, table = ''] = /\| algorithm \| factory key \|.*?\n\|.*?\n(.*?)\n\n/s.exec(page) ?? [];
    const named = table
      .split('\n')
      .flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)])
      .map(([, name]) => name);
    expect(named).to.deep.equal(proofAlgorithms);
  });

  for (const { algorithm, device, FactoryProof } of vectors.proofs) {
    const { factoryKey = '', FactoryChain = '' } = vectors.devices[device] ?? {};
    const prove = () =>
      proveFactoryIdentity({
        serialNumber,
        chain: FactoryChain.split('.').map((body) => toPem(body)),
        factoryKey: createPrivateKey(toPem(factoryKey, 'PRIVATE KEY')),
        newKey: certificate.publicKey,
        at: timestamp * 1_000,
        algorithm,
      });

    it(`shows a proof by ${algorithm} that is permitted`, async () => {
      expect(FactoryProof).to.match(new RegExp(`^v1\\.${algorithm}\\.${timestamp}\\.`));
      expect(await judgeProof(FactoryChain, FactoryProof)).to.equal('ALLOW');
    });

    it(`shows the key that the proof by ${algorithm} is made with`, async () => {
      const made = prove();
      expect(made.FactoryChain).to.equal(FactoryChain);
      if (['ed25519', 'rsa-pkcs1-sha256'].includes(algorithm)) {
        expect(made.FactoryProof).to.equal(FactoryProof);
      }
      expect(await judgeProof(FactoryChain, made.FactoryProof ?? '')).to.equal('ALLOW');
    });
  }

  it('shows one proof of each scheme', () => {
    expect(vectors.proofs.map(({ algorithm }) => algorithm)).to.have.members([
      'ecdsa-sha256',
      'ecdsa-sha384',
      'rsa-pkcs1-sha256',
      'rsa-pss-sha256',
      'ed25519',
    ]);
  });
});
