import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Factory,
  judge,
  makeDevice,
  makeFactory,
  provenEvent,
  serialNumber,
} from './made-factory.js';

const denied = (code: string) => `DENY_POLICY ${code}`;

describe("factory-identity's parameters", () => {
  let factory: Factory;
  let event: ReturnType<typeof provenEvent>;
  before(async () => {
    factory = await makeFactory();
    event = provenEvent(factory);
  });

  const judgeWith = (parameters: Readonly<Record<string, string | undefined>>) => {
    const all = { ...event.parameters, ...parameters };
    const sent = Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return judge(factory, { ...event, parameters: Object.fromEntries(sent) });
  };

  it('are all missed by name', async () => {
    for (const [name, code] of [
      ['SerialNumber', 'SERIAL_NUMBER_MISSING'],
      ['FactoryChain', 'FACTORY_CHAIN_MISSING'],
      ['FactoryProof', 'FACTORY_PROOF_MISSING'],
    ] as const) {
      expect(await judgeWith({ [name]: undefined })).to.equal(denied(code));
      expect(await judgeWith({ [name]: '' })).to.equal(denied(code));
    }
  });

  it('may carry a chain in several parts, and only whole', async () => {
    const padding = (size: number) => ({
      oid: '1.3.6.1.4.1.99999.1',
      value: Buffer.concat([Buffer.from([0x04, 0x82, size >> 8, size & 0xff]), Buffer.alloc(size)]),
    });
    const device = await makeDevice(factory.issuing, 'p-256', { extensions: [padding(6_000)] });
    const sent = provenEvent({ ...factory, device }, { event }).parameters;
    expect(Object.keys(sent)).to.include.members(['FactoryChain', 'FactoryChain3']);
    expect(await judgeWith(sent)).to.equal('ALLOW');
    const malformed = denied('FACTORY_CHAIN_MALFORMED');
    expect(await judgeWith({ ...sent, FactoryChain2: undefined })).to.equal(malformed);
    expect(await judgeWith({ ...sent, FactoryChain: undefined })).to.equal(malformed);
    expect(await judgeWith({ ...sent, FactoryChain3: undefined })).to.match(
      /FACTORY_CHAIN_MALFORMED|FACTORY_CERTIFICATE_UNREADABLE|CHAIN_UNTRUSTED/,
    );
  });

  const chainFaults: Readonly<Record<string, (chain: string) => string>> = {
    'a dot at its end': (chain) => `${chain}.`,
    'a dot at its beginning': (chain) => `.${chain}`,
    'two dots': (chain) => chain.replace('.', '..'),
    'a PEM': (chain) => `-----BEGIN CERTIFICATE-----${chain}-----END CERTIFICATE-----`,
    base64url: (chain) => chain.replaceAll('+', '-').replaceAll('/', '_').replace('M', '-'),
    'a space': (chain) => chain.replace('M', ' M'),
    'padding too much': (chain) => `${chain}=`,
  };
  for (const [what, spoil] of Object.entries(chainFaults)) {
    it(`are malformed when the chain has ${what}`, async () => {
      const FactoryChain = spoil(event.parameters.FactoryChain ?? '');
      expect(await judgeWith({ FactoryChain })).to.equal(denied('FACTORY_CHAIN_MALFORMED'));
    });
  }

  it('name the certificate that cannot be read', async () => {
    const [leaf = '', issuing = ''] = (event.parameters.FactoryChain ?? '').split('.');
    const cut = issuing.slice(0, 400);
    expect(await judgeWith({ FactoryChain: `${leaf}.${cut}` })).to.equal(
      denied('FACTORY_CERTIFICATE_UNREADABLE'),
    );
    expect(await judgeWith({ FactoryChain: 'AAAA' })).to.equal(
      denied('FACTORY_CERTIFICATE_UNREADABLE'),
    );
  });

  it('carry at most five certificates', async () => {
    const [leaf = '', issuing = ''] = (event.parameters.FactoryChain ?? '').split('.');
    const chain = (count: number) => [leaf, ...Array(count).fill(issuing)].join('.');
    const size = 4_096;
    const parts = (text: string) =>
      Object.fromEntries(
        Array.from({ length: Math.ceil(text.length / size) }, (_, at) => [
          `FactoryChain${at === 0 ? '' : at + 1}`,
          text.slice(at * size, (at + 1) * size),
        ]),
      );
    expect(await judgeWith(parts(chain(4)))).to.equal('ALLOW');
    expect(await judgeWith(parts(chain(5)))).to.equal(denied('FACTORY_CHAIN_TOO_LONG'));
  });

  it('are malformed when the proof has another form', async () => {
    const [version, algorithm, time, signature] = (event.parameters.FactoryProof ?? '').split('.');
    for (const proof of [
      `v2.${algorithm}.${time}.${signature}`,
      `${algorithm}.${time}.${signature}`,
      `${version}.${algorithm}.0${time}.${signature}`,
      `${version}.${algorithm}.+${time}.${signature}`,
      `${version}.${algorithm}.${time}e0.${signature}`,
      `${version}.${algorithm}.1234567890123.${signature}`,
      `${version}.${algorithm}.${time}.`,
      `${version}.${algorithm}.${time}.${signature}=`,
      `${version}.${algorithm}.${time}.${signature}.${signature}`,
      `${version}.${algorithm}.${time}.+${signature}`,
      ` ${version}.${algorithm}.${time}.${signature}`,
      `${version}.${algorithm?.toUpperCase()}.${time}.${signature}`,
      'x'.repeat(4_096),
    ]) {
      const verdict = await judgeWith({ FactoryProof: proof });
      expect(verdict, proof).to.equal(denied('FACTORY_PROOF_MALFORMED'));
    }
  });

  it('never permit and never ring the alarm, whatever they hold', async () => {
    const { parameters } = event;
    const [version, algorithm, time, signature] = (parameters.FactoryProof ?? '').split('.');
    const text = fc.oneof(
      fc.string({ maxLength: 100 }),
      fc.base64String({ maxLength: 4_096 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
    );
    const proof = fc
      .tuple(
        fc.oneof(fc.constant(version), text),
        fc.oneof(fc.constant(algorithm), fc.constantFrom('ed25519', 'rsa-pss-sha256'), text),
        fc.oneof(fc.constant(time), fc.nat().map(String), text),
        fc.oneof(
          fc.constant(signature),
          fc.uint8Array().map((octets) => Buffer.from(octets).toString('base64url')),
        ),
      )
      .map((parts) => parts.join('.'));
    const junk = fc.record(
      {
        SerialNumber: fc.oneof(fc.constant(serialNumber), text),
        FactoryChain: fc.oneof(fc.constant(parameters.FactoryChain), text),
        FactoryChain2: text,
        FactoryProof: fc.oneof(proof, text),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(junk, async (changed) => {
        const all = { ...parameters, ...changed };
        const changes = Object.entries(all).some(([name, value]) => parameters[name] !== value);
        const verdict = await judge(factory, {
          ...event,
          parameters: all as Record<string, string>,
        });
        expect(verdict).to.match(changes ? /^DENY_POLICY / : /^ALLOW$/);
      }),
      { numRuns: 300 },
    );
  });

  it('never permit with any bit of the proof or the chain flipped', async () => {
    const names = ['FactoryProof', 'FactoryChain'] as const;
    const bit = fc.record({ name: fc.constantFrom(...names), at: fc.nat(), bit: fc.nat(6) });
    await fc.assert(
      fc.asyncProperty(bit, async ({ name, at, bit: which }) => {
        const octets = Buffer.from(event.parameters[name] ?? '', 'latin1');
        const place = at % octets.length;
        octets.writeUInt8(octets.readUInt8(place) ^ (1 << which), place);
        expect(await judgeWith({ [name]: octets.toString('latin1') })).to.match(/^DENY_POLICY /);
      }),
      { numRuns: 500 },
    );
  });

  it('never permit with any bit of a certificate of the chain flipped', async () => {
    const chain = (event.parameters.FactoryChain ?? '').split('.');
    const bit = fc.record({ which: fc.nat(chain.length - 1), at: fc.nat(), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(bit, async ({ which, at, bit: flipped }) => {
        const der = Buffer.from(chain[which] ?? '', 'base64');
        const place = at % der.length;
        der.writeUInt8(der.readUInt8(place) ^ (1 << flipped), place);
        const FactoryChain = chain.with(which, der.toString('base64')).join('.');
        expect(await judgeWith({ FactoryChain })).to.match(/^DENY_POLICY /);
      }),
      { numRuns: 500 },
    );
  });
});
