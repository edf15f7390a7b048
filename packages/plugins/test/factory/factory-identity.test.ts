import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { defineCheck, permit } from '@gangway/core';
import { factoryCertificate, factoryIdentity } from '@gangway/plugins/factory-identity';
import { nodeForgeCertificateReader } from '@gangway/plugins/node-forge-certificate-reader';
import { thingGuard } from '@gangway/plugins/thing-guard';
import { anEvent, type CertificateKey, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { proofAlgorithms } from '../../dist/factory/proof-algorithms.js';
import { decide, detailOf, now, reading, verdictOf } from '../deciding.js';
import { answeringThings } from '../thing/asking.js';
import {
  type Factory,
  judge,
  makeCa,
  makeDevice,
  makeFactory,
  provenEvent,
  serialNumber,
} from './made-factory.js';

/** The event with one part of its proof replaced: 1 is the algorithm, 2 the timestamp. */
function relabelled(event: ReturnType<typeof provenEvent>, part: number, by: string) {
  const { FactoryProof = '' } = event.parameters;
  const proof = FactoryProof.split('.').with(part, by).join('.');
  return { ...event, parameters: { ...event.parameters, FactoryProof: proof } };
}

const denied = (code: string) => `DENY_POLICY ${code}`;

describe('factory-identity', () => {
  let factory: Factory;
  before(async () => {
    factory = await makeFactory();
  });

  it('permits a device that proves itself, with the chain and with the CA known in advance', async () => {
    expect(await judge(factory, provenEvent(factory))).to.equal('ALLOW');
    const alone = provenEvent(factory, { chain: [factory.device.pem] });
    expect(await judge(factory, alone)).to.equal(denied('CHAIN_UNTRUSTED'));
    expect(await judge(factory, alone, { intermediates: [factory.issuing.pem] })).to.equal('ALLOW');
    expect(await judge(factory, alone, { anchors: [factory.issuing.pem] })).to.equal('ALLOW');
  });

  it('gives which device it is and which certificate it has', async () => {
    const seen: unknown[] = [];
    const after = defineCheck(
      'after',
      (_request, { facts }) => {
        seen.push(facts.get(factoryCertificate));
        return permit();
      },
      { facts: { needs: [factoryCertificate] } },
    );
    const { plugin, asked } = answeringThings((name) => ({
      name,
      activeCertificateIds: ['ab'.repeat(32)],
    }));
    const guard = thingGuard({
      thingName: { parameter: 'SerialNumber' },
      provenIdentityPasses: true,
    });
    const identity = factoryIdentity({
      serialNumber: 'SerialNumber',
      anchors: [factory.root.pem],
    });
    const decision = await decide([identity, guard, after, plugin], provenEvent(factory));
    expect(verdictOf(decision)).to.equal('ALLOW');
    expect(asked).to.deep.equal([]);
    expect(seen).to.have.length(1);
    expect(seen[0]).to.include({ fingerprint256: factory.device.certificateId });
    expect(seen[0]).to.have.nested.property('subject.attributes[0].value', serialNumber);
    expect(seen[0]).to.have.all.keys('fingerprint256', 'subject', 'serialNumber');
  });

  const keys: readonly CertificateKey[] = ['p-256', 'p-384', 'p-521', 'rsa-2048', 'ed25519'];
  const fitting: Readonly<Partial<Record<CertificateKey, RegExp>>> = {
    'p-256': /^ecdsa-/,
    'p-384': /^ecdsa-sha(384|512)$/,
    'p-521': /^ecdsa-sha512$/,
    'rsa-2048': /^rsa-/,
    ed25519: /^ed25519$/,
  };
  for (const key of keys) {
    const fits = (algorithm: string) => fitting[key]?.test(algorithm) === true;

    it(`takes of ${key} the algorithms that fit`, async () => {
      const device = await makeDevice(factory.issuing, key);
      expect(await judge(factory, provenEvent({ ...factory, device }))).to.equal('ALLOW');
      for (const algorithm of proofAlgorithms.filter(fits)) {
        const event = provenEvent({ ...factory, device }, { algorithm });
        expect(await judge(factory, event), algorithm).to.equal('ALLOW');
      }
    });

    it(`takes of ${key} no other algorithm`, async () => {
      const device = await makeDevice(factory.issuing, key);
      const event = provenEvent({ ...factory, device });
      for (const algorithm of [...proofAlgorithms, 'ecdsa-sha1', 'none', '__proto__']) {
        if (fits(algorithm)) continue;
        expect(await judge(factory, relabelled(event, 1, algorithm)), algorithm).to.match(
          /^DENY_POLICY FACTORY_PROOF_(ALGORITHM_NOT_ALLOWED|MALFORMED)$/,
        );
      }
    });
  }

  for (const [key, algorithm, said] of [
    ['p-384', 'ecdsa-sha256', 'ecdsa-sha256 with a key of the kind EC P-384'],
    ['rsa-2048', 'ed25519', 'ed25519 with a key of the kind RSA'],
  ] as const) {
    it(`says of a wrong algorithm which key it does not fit: ${key}`, async () => {
      const device = await makeDevice(factory.issuing, key);
      const event = relabelled(provenEvent({ ...factory, device }), 1, algorithm);
      const plugin = factoryIdentity({ serialNumber: 'SerialNumber', anchors: [factory.root.pem] });
      expect(detailOf(await decide([plugin], event))).to.equal(said);
    });
  }

  it('takes no algorithm but those it is told', async () => {
    const options = { algorithms: ['ecdsa-sha384' as const] };
    const verdict = denied('FACTORY_PROOF_ALGORITHM_NOT_ALLOWED');
    expect(await judge(factory, provenEvent(factory), options)).to.equal(verdict);
    const other = provenEvent(factory, { algorithm: 'ecdsa-sha384' });
    expect(await judge(factory, other, options)).to.equal('ALLOW');
  });

  it('denies a signature by another key, for another device, for another key and for another time', async () => {
    const wrong = denied('FACTORY_PROOF_WRONG');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await judge(factory, provenEvent(factory, { factoryKey: privateKey }))).to.equal(wrong);
    const other = provenEvent(factory, { serialNumber: 'SN-0002' });
    expect(await judge(factory, other)).to.equal(wrong);
    expect(await judge(factory, provenEvent(factory, { newKey: privateKey }))).to.equal(wrong);
    const later = relabelled(provenEvent(factory), 2, `${now / 1_000 - 1}`);
    expect(await judge(factory, later)).to.equal(wrong);
  });

  it('is of no use with a certificate over another key', async () => {
    const { parameters } = provenEvent(factory);
    const thief = { ...anEvent({ serialNumber }), parameters };
    expect(await judge(factory, thief)).to.equal(denied('FACTORY_PROOF_WRONG'));
  });

  it('denies a device that names another serial number than its certificate, to the letter', async () => {
    for (const claimed of ['SN-0002', 'sn-0001', 'SN-0001 ', 'SN-00011']) {
      const event = anEvent({ serialNumber: claimed });
      const verdict = await judge(factory, provenEvent(factory, { event, serialNumber: claimed }));
      expect(verdict).to.equal(denied('FACTORY_SERIAL_MISMATCH'));
    }
  });

  it('denies a certificate with two serial numbers, with none, and where it has another attribute', async () => {
    for (const subject of [
      `serialNumber=${serialNumber}, serialNumber=SN-0002`,
      `serialNumber=SN-0002, serialNumber=${serialNumber}`,
      `serialNumber=${serialNumber}, serialNumber=${serialNumber}`,
      `CN=${serialNumber}`,
    ]) {
      const device = await makeDevice(factory.issuing, 'p-256', { subject });
      const verdict = await judge(factory, provenEvent({ ...factory, device }));
      expect(verdict, subject).to.equal(denied('FACTORY_SERIAL_MISMATCH'));
    }
  });

  it('reads the serial number from the common name if told to', async () => {
    const options = { serialFrom: { subject: 'CN' as const } };
    const device = await makeDevice(factory.issuing, 'p-256', { subject: `CN=${serialNumber}` });
    expect(await judge(factory, provenEvent({ ...factory, device }), options)).to.equal('ALLOW');
    const mismatch = denied('FACTORY_SERIAL_MISMATCH');
    expect(await judge(factory, provenEvent(factory), options)).to.equal(mismatch);
  });

  it('holds the age of a proof to both limits, inclusive', async () => {
    const at = async (seconds: number, options = {}) =>
      judge(factory, provenEvent(factory, { at: now + seconds * 1_000 }), options);
    expect(await at(-300)).to.equal('ALLOW');
    expect(await at(-301)).to.equal(denied('FACTORY_PROOF_STALE'));
    expect(await at(60)).to.equal('ALLOW');
    expect(await at(61)).to.equal(denied('FACTORY_PROOF_FROM_FUTURE'));
    expect(await at(-2, { maxAgeSeconds: 1 })).to.equal(denied('FACTORY_PROOF_STALE'));
    expect(await at(1, { clockSkewSeconds: 0 })).to.equal(denied('FACTORY_PROOF_FROM_FUTURE'));
  });

  it('denies a certificate over the factory key, unless it is told to take one', async () => {
    const { device, issuing } = factory;
    const certificate = await makeCertificate({ key: 'p-256' });
    const event = anEvent({ serialNumber, certificate });
    const input = { event, newKey: createPrivateKey(device.privateKeyPem) };
    const reused = provenEvent({ ...factory, device, issuing }, input);
    expect(await judge(factory, reused)).to.equal(denied('FACTORY_KEY_REUSED'));
    expect(await judge(factory, reused, { sameKey: true })).to.equal('ALLOW');
  });

  it('denies an expired factory certificate, and takes one that never expires', async () => {
    const notAfter = new Date(now - 1_000);
    const device = await makeDevice(factory.issuing, 'p-256', { notAfter });
    expect(await judge(factory, provenEvent({ ...factory, device }))).to.equal(
      denied('CHAIN_NOT_VALID_NOW'),
    );
  });

  it('denies a chain to another factory of the same names', async () => {
    const { root } = await makeFactory();
    expect(await judge({ root }, provenEvent(factory))).to.match(/^DENY_POLICY CHAIN_/);
  });

  it('denies the certificate of a CA, and one whose key is not for signatures', async () => {
    const subject = `serialNumber=${serialNumber}`;
    const forAgreement = {
      oid: '2.5.29.15',
      critical: true,
      value: Buffer.from('03020308', 'hex'),
    };
    const verdict = denied('FACTORY_CERTIFICATE_NOT_ALLOWED');
    for (const device of [
      await makeCa(subject, factory.issuing),
      await makeDevice(factory.issuing, 'p-256', { extensions: [forAgreement] }),
    ]) {
      expect(await judge(factory, provenEvent({ ...factory, device }))).to.equal(verdict);
    }
    const unrestricted = await makeDevice(factory.issuing, 'p-256', { extensions: [] });
    expect(await judge(factory, provenEvent({ ...factory, device: unrestricted }))).to.equal(
      'ALLOW',
    );
  });

  it('denies a key outside the bounds before it is used', async () => {
    const identity = factoryIdentity({ serialNumber: 'SerialNumber', anchors: [factory.root.pem] });
    for (const publicKey of [
      { kind: 'RSA', bits: 1_024, exponent: 65_537n },
      { kind: 'RSA', bits: 8_192, exponent: 65_537n },
      { kind: 'RSA', bits: 2_048, exponent: 3n },
      { kind: 'EC', curve: '1.3.132.0.10' },
      { kind: 'other', algorithm: '1.3.101.113' },
    ] as const) {
      // No chain with such a key gets past the validation; this one is changed behind its back.
      const event = provenEvent(factory);
      const changed = reading((certificate) =>
        certificate.fingerprint256 === factory.device.certificateId ? { publicKey } : {},
      );
      const decision = await decide([identity], event, { replace: [changed] });
      expect(verdictOf(decision)).to.match(/^DENY_POLICY (FACTORY|CHAIN)_KEY_NOT_ALLOWED$/);
    }
  });

  it('says the same with a reader that is not the default', async () => {
    const identity = factoryIdentity({ serialNumber: 'SerialNumber', anchors: [factory.root.pem] });
    const replace = [nodeForgeCertificateReader()];
    const good = provenEvent(factory);
    expect(verdictOf(await decide([identity], good, { replace }))).to.equal('ALLOW');
    const { parameters } = provenEvent(factory, { serialNumber: 'SN-0002' });
    const decision = await decide([identity], { ...good, parameters }, { replace });
    expect(verdictOf(decision)).to.equal(denied('FACTORY_PROOF_WRONG'));
  });

  it('says nothing of the signature or the certificate in a detail', async () => {
    const event = provenEvent(factory, { serialNumber: 'SN-0002' });
    const decision = await decide(
      [factoryIdentity({ serialNumber: 'SerialNumber', anchors: [factory.root.pem] })],
      event,
    );
    const [, , , signature = ''] = (event.parameters.FactoryProof ?? '').split('.');
    expect(detailOf(decision)).to.match(/^ecdsa-sha256 by [0-9a-f]{64}$/);
    expect(JSON.stringify(decision)).to.not.contain(signature);
  });

  it('tells which parameters it reads, and which of them a repeat makes anew', () => {
    const plugin = factoryIdentity({
      serialNumber: 'Serial',
      anchors: [factory.root.pem],
      chainParameter: 'Chain',
      proofParameter: 'Proof',
    });
    expect(plugin.parameters).to.include.members(['Serial', 'Chain', 'Chain2', 'Chain8', 'Proof']);
    expect(plugin.freshParameters).to.deep.equal(['Proof']);
  });
});
