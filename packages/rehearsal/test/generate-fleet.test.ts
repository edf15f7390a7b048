import { fleetOf, generateFleet } from '@gangway/rehearsal';
import { expect } from 'chai';

const asked = (serialNumber: string) => ({
  serialNumber,
  clientId: serialNumber,
  certificatePem: '',
  certificateId: '',
  privateKey: '',
});

describe('generateFleet', () => {
  it('makes the same fleet of the same seed, and another of another', () => {
    const fleet = (seed: number) => generateFleet({ count: 20, seed }).devices;
    expect(fleet(1)).to.deep.equal(fleet(1));
    expect(fleet(1)).to.not.deep.equal(fleet(2));
  });

  it('gives a device the same serial number in a small fleet as in a large one', () => {
    const small = generateFleet({ count: 3, seed: 1 }).devices;
    expect(generateFleet({ count: 300, seed: 1 }).devices.slice(0, 3)).to.deep.equal(small);
  });

  it('numbers devices after a prefix, with digits that do not follow from the number', () => {
    const { devices } = generateFleet({ count: 2, seed: 1, prefix: 'PUMP-' });
    expect(devices.map(({ serialNumber }) => serialNumber.slice(0, 12))).to.deep.equal([
      'PUMP-000001-',
      'PUMP-000002-',
    ]);
    const [first, second] = devices.map(({ serialNumber }) => serialNumber.slice(12));
    expect(first)
      .to.match(/^[0-9A-F]{4}$/)
      .and.not.equal(second);
  });

  it('gives no two devices one serial number', () => {
    const { devices } = generateFleet({ count: 10_000, seed: 1 });
    expect(new Set(devices.map(({ serialNumber }) => serialNumber)).size).to.equal(10_000);
  });

  it('makes few keys that take long to make, unless told', () => {
    const { devices } = generateFleet({ count: 2_000, seed: 1 });
    const kinds = Object.groupBy(devices, ({ keys }) => keys);
    expect(kinds['p-256']?.length).to.be.greaterThan(1_900);
    expect(kinds['rsa-2048']?.length).to.be.within(5, 50);
    expect(kinds['aws-iot']?.length).to.be.within(5, 50);
  });

  it('makes the kinds of keys that it is told', () => {
    const { devices } = generateFleet({ count: 50, seed: 1, keys: { 'aws-iot': 1 } });
    expect(new Set(devices.map(({ keys }) => keys))).to.deep.equal(new Set(['aws-iot']));
  });

  it('sends the serial number, under the name that it is told', async () => {
    const usual = generateFleet({ count: 1, seed: 1 });
    expect(await usual.parametersOf(asked('SN-1'))).to.deep.equal({ SerialNumber: 'SN-1' });
    const other = generateFleet({ count: 1, seed: 1, parameter: 'Serial' });
    expect(await other.parametersOf(asked('SN-1'))).to.deep.equal({ Serial: 'SN-1' });
  });
});

describe('fleetOf', () => {
  it('makes a fleet of serial numbers', async () => {
    const fleet = fleetOf(['A', 'B'], { keys: 'aws-iot' });
    expect(fleet.devices).to.deep.equal([
      { serialNumber: 'A', keys: 'aws-iot' },
      { serialNumber: 'B', keys: 'aws-iot' },
    ]);
    expect(await fleet.parametersOf(asked('A'))).to.deep.equal({ SerialNumber: 'A' });
  });
});
