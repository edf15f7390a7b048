import type { ExtensionInput } from '@gangway/testing';
import { expect } from 'chai';
import { type Factory, judge, makeDevice, makeFactory, provenEvent } from './made-factory.js';

const type = '1.3.6.1.4.1.99999.7';
// SEQUENCE { hwType 1.3.6.1.4.1.99999.7, hwSerialNum "SN-0001" }, written by hand.
const moduleName = '301406092b0601 0401868d1f07 0407534e2d30303031'.replaceAll(' ', '');
const otherName = (value: string) => {
  const content = Buffer.from(value, 'hex');
  const inner = Buffer.concat([
    Buffer.from('06082b06010505070804', 'hex'),
    Buffer.from([0xa0, content.length]),
    content,
  ]);
  return Buffer.concat([Buffer.from([0xa0, inner.length]), inner]);
};
const subjectAltName = (...values: readonly string[]): ExtensionInput => {
  const names = Buffer.concat(values.map(otherName));
  return { oid: '2.5.29.17', value: Buffer.concat([Buffer.from([0x30, names.length]), names]) };
};

describe('factory-identity with a hardwareModuleName', () => {
  let factory: Factory;
  before(async () => {
    factory = await makeFactory();
  });

  const judgeName = async (
    extensions: readonly ExtensionInput[],
    serialFrom: { hardwareType: string; as?: 'text' | 'hex' } = { hardwareType: type },
  ) => {
    const device = await makeDevice(factory.issuing, 'p-256', { subject: 'CN=any', extensions });
    return judge(factory, provenEvent({ ...factory, device }), { serialFrom });
  };
  const mismatch = 'DENY_POLICY FACTORY_SERIAL_MISMATCH';

  it('permits the device that it names', async () => {
    expect(await judgeName([subjectAltName(moduleName)])).to.equal('ALLOW');
  });

  it('denies another serial, another type, none and two', async () => {
    const otherSerial = moduleName.replace('30303031', '30303032');
    expect(await judgeName([subjectAltName(otherSerial)])).to.equal(mismatch);
    const otherType = { hardwareType: '1.3.6.1.4.1.99999.8' };
    expect(await judgeName([subjectAltName(moduleName)], otherType)).to.equal(mismatch);
    expect(await judgeName([])).to.equal(mismatch);
    expect(await judgeName([subjectAltName(moduleName, otherSerial)])).to.equal(mismatch);
    expect(await judgeName([subjectAltName(otherSerial, moduleName)])).to.equal(mismatch);
  });

  it('reads octets as hex if told to, in one form', async () => {
    const asHex = { hardwareType: type, as: 'hex' as const };
    expect(await judgeName([subjectAltName(moduleName)], asHex)).to.equal(mismatch);
    const octets = Buffer.from('SN-0001').toString('hex');
    const device = await makeDevice(factory.issuing, 'p-256', {
      extensions: [subjectAltName(moduleName)],
    });
    for (const [serialNumber, verdict] of [
      [octets, 'ALLOW'],
      [octets.toUpperCase(), mismatch],
      [`${octets}0`, mismatch],
      [`${octets}zz`, mismatch],
    ] as const) {
      const event = provenEvent({ ...factory, device }, { serialNumber });
      const parameters = { ...event.parameters, SerialNumber: serialNumber };
      expect(
        await judge(factory, { ...event, parameters }, { serialFrom: asHex }),
        serialNumber,
      ).to.equal(verdict);
    }
  });
});
