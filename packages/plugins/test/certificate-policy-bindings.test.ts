import { composeHook, defineHook } from '@gangway/composition';
import type { GeneralName } from '@gangway/core';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { type ListedDevice, staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, reading, verdictOf } from './deciding.js';

type Options = NonNullable<Parameters<typeof certificatePolicy>[0]>;

const subjectDenied = 'DENY_POLICY CERTIFICATE_SUBJECT_MISMATCH';
const namesDenied = 'DENY_POLICY CERTIFICATE_SUBJECT_ALT_NAME_MISMATCH';

/** What a certificate is to be taken for, as no reader would have to read it. */
interface Shown {
  readonly commonNames?: readonly string[];
  readonly names?: readonly GeneralName[];
}

const shownAs = ({ commonNames = [], names }: Shown) =>
  reading(() => ({
    subject: {
      attributes: commonNames.map((value) => ({ type: '2.5.4.3', name: 'CN', value })),
      hex: '3000',
    },
    ...(names === undefined ? {} : { subjectAltName: names }),
  }));

const event = anEvent();

const judge = (shown: Shown, options: Options, parameters: Readonly<Record<string, string>> = {}) =>
  decide([certificatePolicy(options)], { ...event, parameters }, { replace: [shownAs(shown)] });

/** The same for a device with this record. */
const judgeListed = (shown: Shown, options: Options, device: ListedDevice) =>
  decide(
    [
      staticDeviceRegistry({ devices: [device] }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      certificatePolicy(options),
    ],
    { ...event, parameters: { SerialNumber: device.id } },
    { replace: [shownAs(shown)] },
  );

const dns = (value: string): GeneralName => ({ kind: 'dNSName', value });

/** Texts that are alike but not the same, beside any others, as a device may send them. */
const sendable = fc.oneof(
  fc.constantFrom('', 'SN-1', 'sn-1', 'SN-1 ', 'SN-１', '*', 'SN-?', '\u00c5', 'A\u030a'),
  fc.string({ maxLength: 8, unit: 'grapheme-ascii' }),
);
const texts = fc.oneof(sendable, fc.constantFrom('SN-1\u200b', 'SN-1\u0000'));

describe('certificate-policy: names bound to a parameter', () => {
  const options: Options = {
    subject: { CN: { parameter: 'SerialNumber' } },
  };

  it('takes the very value that the device sent', async () => {
    const certificate = await makeCertificate({ subject: 'CN=SN-0001' });
    const ask = (serialNumber: string) =>
      decide([certificatePolicy(options)], anEvent({ certificate, serialNumber }));
    expect(verdictOf(await ask('SN-0001'))).to.equal('ALLOW');
    const other = await ask('SN-0002');
    expect(verdictOf(other)).to.equal(subjectDenied);
    expect(detailOf(other)).to.equal('CN is "SN-0001", not the parameter "SerialNumber"');
  });

  it('is a mismatch where the parameter is absent or empty', async () => {
    for (const parameters of [{}, { SerialNumber: '' }]) {
      for (const commonName of ['', 'SN-0001', 'undefined']) {
        const decision = await judge({ commonNames: [commonName] }, options, parameters);
        expect(verdictOf(decision)).to.equal(subjectDenied);
      }
    }
  });

  it('tells what it reads', () => {
    const plugin = certificatePolicy({
      subject: { CN: { parameter: 'SerialNumber' }, O: 'Example' },
      subjectAltName: { dNSName: { parameter: 'Host' }, iPAddress: { parameter: 'SerialNumber' } },
    });
    expect(plugin.parameters).to.deep.equal(['SerialNumber', 'Host']);
    expect(certificatePolicy().parameters).to.deep.equal([]);
  });

  it('allows exactly where the one name is the value, to the letter, and not empty', () =>
    fc.assert(
      fc.asyncProperty(texts, sendable, async (name, value) => {
        const same = name !== '' && name === value;
        const bound = { SerialNumber: value };
        const subject = await judge({ commonNames: [name] }, options, bound);
        expect(verdictOf(subject)).to.equal(same ? 'ALLOW' : subjectDenied);
        const rule: Options = { subjectAltName: { dNSName: { parameter: 'SerialNumber' } } };
        const names = await judge({ names: [dns(name)] }, rule, bound);
        expect(verdictOf(names)).to.equal(same ? 'ALLOW' : namesDenied);
      }),
      { numRuns: 200, seed: 5_280 },
    ));

  it('never puts the value of a parameter into a detail', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z]{12}$/), async (secret) => {
        const decision = await judge({ commonNames: ['SN-1'] }, options, { SerialNumber: secret });
        expect(detailOf(decision)).to.not.contain(secret);
      }),
      { numRuns: 20, seed: 5_280 },
    ));
});

describe("certificate-policy: names bound to the device's record", () => {
  const device: ListedDevice = { id: 'SN-1', attributes: { mac: '00-11', empty: '' } };

  it('takes the very attribute, and the very id', async () => {
    for (const [value, commonName] of [
      [{ attribute: 'mac' }, '00-11'],
      [{ deviceId: true }, 'SN-1'],
    ] as const) {
      const options: Options = { subject: { CN: value } };
      const right = await judgeListed({ commonNames: [commonName] }, options, device);
      expect(verdictOf(right)).to.equal('ALLOW');
      const wrong = await judgeListed({ commonNames: ['00-12'] }, options, device);
      expect(verdictOf(wrong)).to.equal(subjectDenied);
    }
    const mac = await judgeListed(
      { commonNames: ['x'] },
      { subject: { CN: { attribute: 'mac' } } },
      device,
    );
    expect(detailOf(mac)).to.equal(`CN is "x", not the attribute "mac" of the device's record`);
    const id = await judgeListed(
      { commonNames: ['x'] },
      { subject: { CN: { deviceId: true } } },
      device,
    );
    expect(detailOf(id)).to.equal(`CN is "x", not the id of the device's record`);
  });

  it('is a mismatch where the attribute is absent, empty or one of every object', async () => {
    for (const attribute of ['absent', 'empty', 'toString', 'constructor', '__proto__']) {
      for (const commonName of ['', 'undefined', 'x']) {
        const options: Options = { subject: { CN: { attribute } } };
        const decision = await judgeListed({ commonNames: [commonName] }, options, device);
        expect(verdictOf(decision), attribute).to.equal(subjectDenied);
      }
    }
  });

  it('binds names of subjectAltName alike', async () => {
    const options: Options = {
      subjectAltName: { uniformResourceIdentifier: { attribute: 'mac' } },
    };
    const uri = (value: string): GeneralName => ({ kind: 'uniformResourceIdentifier', value });
    const right = await judgeListed({ names: [uri('00-11'), dns('x')] }, options, device);
    expect(verdictOf(right)).to.equal('ALLOW');
    const wrong = await judgeListed({ names: [uri('00-12')] }, options, device);
    expect(verdictOf(wrong)).to.equal(namesDenied);
  });

  it('needs the record before it, and nothing where it does not read it', () => {
    const registered = [
      staticDeviceRegistry({ devices: [] }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
    ];
    const compose = (...plugins: Parameters<typeof defineHook>[0]) =>
      faultOf(() => composeHook(defineHook(plugins)));
    for (const options of [
      { subject: { CN: { attribute: 'mac' } } },
      { subject: { CN: { deviceId: true } } },
      { subjectAltName: { dNSName: { attribute: 'mac' } } },
    ] as const) {
      expect(compose(certificatePolicy(options), ...registered)).to.match(/^FACT_WITHOUT_GIVER: /);
      expect(compose(...registered, certificatePolicy(options))).to.equal('none');
    }
    const parameter: Options = { subject: { CN: { parameter: 'SerialNumber' } } };
    expect(compose(certificatePolicy(parameter), ...registered)).to.equal('none');
  });
});

describe('certificate-policy: subjectAltName', () => {
  const sanOf = (value: string) =>
    Buffer.concat([
      Buffer.from([0x30, value.length + 2, 0x82, value.length]),
      Buffer.from(value, 'latin1'),
    ]);

  it('holds real certificates to a pattern', async () => {
    const certificate = await makeCertificate({
      extensions: [{ oid: '2.5.29.17', value: sanOf('sn-1.example.org') }],
    });
    const ask = (dNSName: string) =>
      decide([certificatePolicy({ subjectAltName: { dNSName } })], anEvent({ certificate }));
    expect(verdictOf(await ask('*.example.org'))).to.equal('ALLOW');
    const other = await ask('*.example.com');
    expect(verdictOf(other)).to.equal(namesDenied);
    expect(detailOf(other)).to.equal('dNSName is "sn-1.example.org", not "*.example.com"');
  });

  it('asks for exactly one name of the kind, whichever of two matches', async () => {
    const options: Options = { subjectAltName: { dNSName: 'a' } };
    const ask = (...names: readonly GeneralName[]) => judge({ names }, options);
    expect(verdictOf(await ask(dns('a')))).to.equal('ALLOW');
    for (const names of [
      [dns('a'), dns('b')],
      [dns('b'), dns('a')],
      [dns('a'), dns('a')],
    ]) {
      const decision = await ask(...names);
      expect(verdictOf(decision)).to.equal(namesDenied);
      expect(detailOf(decision)).to.equal('it has 2 names dNSName');
    }
    expect(detailOf(await ask({ kind: 'rfc822Name', value: 'a' }))).to.equal('it has no dNSName');
    expect(detailOf(await judge({}, options))).to.equal('it has no dNSName');
  });

  for (const kind of ['dNSName', 'uniformResourceIdentifier', 'rfc822Name', 'iPAddress'] as const) {
    it(`asks for a ${kind}, and for every kind that is listed`, async () => {
      const one: Options = { subjectAltName: { [kind]: '192.0.2.?' } };
      const name: GeneralName = { kind, value: '192.0.2.7' };
      expect(verdictOf(await judge({ names: [name] }, one))).to.equal('ALLOW');
      const other = kind === 'dNSName' ? 'rfc822Name' : 'dNSName';
      const two: Options = { subjectAltName: { [kind]: '*', [other]: '*' } };
      expect(verdictOf(await judge({ names: [name] }, two))).to.equal(namesDenied);
    });
  }

  const make = certificatePolicy as (options: unknown) => unknown;
  for (const [options, fault] of [
    [{ subjectAltName: { dnsName: '*' } }, /^OPTION_INVALID: .*"subjectAltName\.dnsName"/],
    [{ subjectAltName: { dNSName: '' } }, /^OPTION_INVALID: .*"subjectAltName\.dNSName"/],
    [{ subjectAltName: '*' }, /^OPTION_INVALID: .*"subjectAltName"/],
    [{ subject: { CN: { parameter: 'AWS::IoT' } } }, /^OPTION_INVALID: .*belong to AWS IoT/],
    [{ subject: { CN: { parameter: 'A', attribute: 'b' } } }, /^OPTION_INVALID: .*"subject\.CN/],
    [{ subject: { CN: { deviceId: false } } }, /^OPTION_INVALID: .*"subject\.CN/],
    [{ subject: { CN: { attribute: '' } } }, /^OPTION_INVALID: .*"subject\.CN/],
    [{ subject: { CN: {} } }, /^OPTION_INVALID: .*"subject\.CN/],
    [{ issuer: { CN: { parameter: 'A' } } }, /^OPTION_INVALID: .*"issuer\.CN"/],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(faultOf(() => make(options))).to.match(fault);
    });
  }
});
