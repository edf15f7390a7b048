import { type FakeClock, fakeClock } from '@gangway/testing';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import { sharedFlights } from '../../dist/flight/shared-flights.js';
import { aSignal, certificateId, codeOf, registryAt, until } from './asking.js';

const a = certificateId('aa');
const name = 'SN-0001';
const found = { name, activeCertificateIds: [a] };

describe('what the registry of things remembers', () => {
  let iot: IotServer;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = fakeClock();
    iot = await startIotServer({ things: [{ name, certificates: { [a]: 'ACTIVE' } }] });
  });
  afterEach(() => iot.close());

  const open = (options = {}) => {
    const registry = registryAt(iot.url, options, clock);
    return (asked = name, signal = aSignal()) => registry.find(asked, { signal });
  };

  it('a thing with an active certificate, for 30 seconds', async () => {
    const find = open();
    await find();
    clock.advance(29_999);
    expect(await find()).to.deep.equal(found);
    expect(iot.calls.DescribeThing).to.equal(1);
    clock.advance(1);
    await find();
    expect(iot.calls.DescribeThing).to.equal(2);
  });

  it('counts from when the reading began', async () => {
    const find = open();
    iot.fail('throttle', { times: 1 });
    const reading = find();
    await until(() => clock.waiting() === 1);
    clock.advance(20_000);
    await reading;
    clock.advance(10_000);
    const calls = iot.calls.DescribeThing;
    await find();
    expect(iot.calls.DescribeThing).to.equal(calls + 1);
  });

  it('nothing that opens the door: no thing, no certificate, no active one', async () => {
    const find = open();
    expect(await find('SN-0002')).to.equal(undefined);
    iot.putThing({ name: 'SN-0002' });
    expect((await find('SN-0002'))?.activeCertificateIds).to.deep.equal([]);
    iot.putThing({ name: 'SN-0002', certificates: { [a]: 'INACTIVE' } });
    expect((await find('SN-0002'))?.activeCertificateIds).to.deep.equal([]);
    iot.setCertificateStatus(a, 'ACTIVE');
    expect((await find('SN-0002'))?.activeCertificateIds).to.deep.equal([a]);
  });

  it('no failure', async () => {
    const find = open();
    iot.fail('deny');
    expect(await codeOf(find())).to.equal('THING_REGISTRY_FORBIDDEN');
    iot.mend();
    expect(await find()).to.deep.equal(found);
  });

  it('nothing when told so', async () => {
    const find = open({ cacheSeconds: 0 });
    await find();
    await find();
    expect(iot.calls.DescribeThing).to.equal(2);
  });

  describe('one flight for all who ask at once', () => {
    it('makes the calls of one', async () => {
      const find = open();
      const answers = await Promise.all(Array.from({ length: 50 }, () => find()));
      expect(new Set(answers).size).to.equal(1);
      expect(iot.calls).to.deep.equal({
        DescribeThing: 1,
        ListThingPrincipals: 1,
        DescribeCertificate: 1,
      });
    });

    it('gives what opens the door to nobody who asked after it was read: those fly once more, together', async () => {
      const find = open();
      const answers = await Promise.all(Array.from({ length: 50 }, () => find('SN-0002')));
      expect(new Set(answers)).to.deep.equal(new Set([undefined]));
      expect(iot.calls.DescribeThing).to.equal(2);
    });

    it('lets nobody in by a reading that began before the first device came aboard', async () => {
      const share = sharedFlights<string>((answer) => answer === 'taken');
      const landings = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
      let flown = 0;
      const fly = async () => landings[flown++]?.promise ?? 'none';
      const ask = () => share(name, aSignal(), fly);
      const [early, late, alike] = [ask(), ask(), ask()];
      landings[0]?.resolve('free');
      expect(await early).to.equal('free');
      landings[1]?.resolve('taken');
      expect(await Promise.all([late, alike])).to.deep.equal(['taken', 'taken']);
      expect(flown).to.equal(2);
    });

    it('flies for each name on its own', async () => {
      const find = open();
      expect(await Promise.all([find(), find('SN-0002')])).to.deep.equal([found, undefined]);
    });

    it('tells all of a failure, and the next who asks flies again', async () => {
      const find = open();
      iot.fail('deny', { times: 1 });
      const codes = await Promise.all([codeOf(find()), codeOf(find())]);
      expect(codes).to.deep.equal(['THING_REGISTRY_FORBIDDEN', 'THING_REGISTRY_FORBIDDEN']);
      expect(await find()).to.deep.equal(found);
    });

    it('goes on for the others when the deadline of the one who started it is over', async () => {
      const find = open();
      iot.fail('throttle', { times: 1 });
      const controller = new AbortController();
      const first = codeOf(find(name, controller.signal));
      const second = find();
      await until(() => clock.waiting() === 1);
      const reason = new Error('over');
      controller.abort(reason);
      expect(await first).to.equal(reason);
      clock.advance(1_000);
      expect(await second).to.deep.equal(found);
    });

    it('is given up when nobody waits any more, and nobody joins what was given up', async () => {
      const find = open();
      iot.fail('hang', { times: 1 });
      const controllers = [new AbortController(), new AbortController()];
      const given = controllers.map(({ signal }) => codeOf(find(name, signal)));
      await until(() => iot.calls.DescribeThing === 1);
      for (const controller of controllers) controller.abort('over');
      expect(await Promise.all(given)).to.deep.equal(['over', 'over']);
      expect(await find()).to.deep.equal(found);
    });
  });

  it('holds all names to one rate', async () => {
    const find = open({ requestsPerSecond: 1, maxWaitSeconds: 0, maxPrincipals: 1 });
    // Three calls are there at once, as many as one thing needs.
    const codes = await Promise.all(['S1', 'S2', 'S3', 'S4'].map((asked) => codeOf(find(asked))));
    const none = { answer: undefined };
    expect(codes).to.deep.equal([none, none, none, 'THING_REGISTRY_BUSY']);
    expect(iot.calls.DescribeThing).to.equal(3);
    clock.advance(1_000);
    expect(await find('S4')).to.equal(undefined);
  });

  it('slows down when AWS IoT says that it is too quick', async () => {
    const find = open({ requestsPerSecond: 10 });
    iot.fail('throttle', { times: 1 });
    const reading = find('SN-0002');
    await until(() => clock.waiting() === 1);
    expect(iot.calls.DescribeThing).to.equal(1);
    clock.advance(100);
    expect(await reading).to.equal(undefined);
    expect(iot.calls.DescribeThing).to.equal(2);
  });
});
