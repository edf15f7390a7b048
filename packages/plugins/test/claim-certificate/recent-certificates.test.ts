import { type FakeClock, fakeClock } from '@gangway/testing';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import { aSignal, certificateId, certificatesAt, codeOf, until } from '../thing/asking.js';

const id = certificateId('aa');
const stranger = certificateId('99');

describe('what the registry of certificates remembers', () => {
  let iot: IotServer;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = fakeClock();
    iot = await startIotServer({ certificates: [{ id }] });
  });
  afterEach(() => iot.close());

  const open = (options = {}) => {
    const registry = certificatesAt(iot.url, options, clock);
    return async (asked = id, signal = aSignal()) =>
      (await registry.find(asked, { signal }))?.status ?? 'none';
  };
  const calls = () => iot.calls.DescribeCertificate;

  it('an active certificate, for 60 seconds and no longer', async () => {
    const find = open();
    expect(await find()).to.equal('ACTIVE');
    iot.setCertificateStatus(id, 'INACTIVE');
    clock.advance(59_999);
    expect(await find()).to.equal('ACTIVE');
    expect(calls()).to.equal(1);
    clock.advance(1);
    expect(await find()).to.equal('INACTIVE');
    expect(calls()).to.equal(2);
  });

  it('counts from when the call began, not from its answer', async () => {
    const find = open();
    iot.fail('throttle', { times: 1 });
    const reading = find();
    await until(() => clock.waiting() === 1);
    clock.advance(40_000);
    expect(await reading).to.equal('ACTIVE');
    iot.setCertificateStatus(id, 'REVOKED');
    clock.advance(20_000);
    expect(await find()).to.equal('REVOKED');
  });

  for (const [status, set] of [
    ['INACTIVE', () => iot.setCertificateStatus(id, 'INACTIVE')],
    ['none', () => iot.forgetCertificate(id)],
  ] as const) {
    it(`"${status}", for five seconds, so that one who asks on and on costs few calls`, async () => {
      const find = open();
      set();
      for (let second = 0; second < 20; second += 1) {
        for (let request = 0; request < 10; request += 1) expect(await find()).to.equal(status);
        clock.advance(1_000);
      }
      expect(calls()).to.equal(4);
      iot.putCertificate({ id });
      clock.advance(5_000);
      expect(await find()).to.equal('ACTIVE');
    });
  }

  it('nothing for longer than it is told to', async () => {
    const find = open({ cacheSeconds: 2 });
    iot.setCertificateStatus(id, 'INACTIVE');
    expect(await find()).to.equal('INACTIVE');
    iot.setCertificateStatus(id, 'ACTIVE');
    clock.advance(2_000);
    expect(await find()).to.equal('ACTIVE');
    iot.setCertificateStatus(id, 'INACTIVE');
    clock.advance(2_000);
    expect(await find()).to.equal('INACTIVE');
  });

  it('nothing at all when told so', async () => {
    const find = open({ cacheSeconds: 0 });
    for (const status of ['ACTIVE', 'INACTIVE', 'ACTIVE'] as const) {
      iot.setCertificateStatus(id, status);
      expect(await find()).to.equal(status);
    }
    expect(calls()).to.equal(3);
  });

  it('no failure', async () => {
    const find = open();
    iot.fail('deny');
    expect(await codeOf(find())).to.equal('CERTIFICATE_REGISTRY_FORBIDDEN');
    iot.mend();
    expect(await find()).to.equal('ACTIVE');
  });

  it('no more than a thousand, whatever comes', async () => {
    const find = open({ requestsPerSecond: 500, maxWaitSeconds: 0 });
    await find();
    for (let count = 0; count < 1_000; count += 1) {
      if (count % 400 === 0) clock.advance(1_000);
      expect(await find(count.toString(16).padStart(64, '0'))).to.equal('none');
    }
    const before = calls();
    expect(await find()).to.equal('ACTIVE');
    expect(calls()).to.equal(before + 1);
  });

  describe('for all who ask at once', () => {
    const crowd = (find: (asked: string) => Promise<string>, asked: string) =>
      Promise.all(Array.from({ length: 500 }, () => find(asked)));

    it('makes one call', async () => {
      expect(new Set(await crowd(open(), id))).to.deep.equal(new Set(['ACTIVE']));
      expect(calls()).to.equal(1);
    });

    it('makes one call where the account lists no such certificate', async () => {
      expect(new Set(await crowd(open(), stranger))).to.deep.equal(new Set(['none']));
      expect(calls()).to.equal(1);
    });

    it('gives "active" to nobody who asked after the call began when nothing may be remembered', async () => {
      const find = open({ cacheSeconds: 0 });
      expect(new Set(await crowd(find, id))).to.deep.equal(new Set(['ACTIVE']));
      // The first one's own, and one for all who came after it.
      expect(calls()).to.equal(2);
    });

    it('makes one call for one that is not active, though nothing may be remembered: an old "no" does no harm', async () => {
      const find = open({ cacheSeconds: 0 });
      iot.setCertificateStatus(id, 'REVOKED');
      expect(new Set(await crowd(find, id))).to.deep.equal(new Set(['REVOKED']));
      expect(calls()).to.equal(1);
    });

    it('gives an "active" that took longer than it may be remembered to the first one alone', async () => {
      const find = open({ cacheSeconds: 1 });
      iot.fail('throttle', { times: 1 });
      const [first, second] = [find(), find()];
      await until(() => clock.waiting() === 1);
      clock.advance(1_000);
      expect(await Promise.all([first, second])).to.deep.equal(['ACTIVE', 'ACTIVE']);
      // The throttled one, its repetition, and the second one's own.
      expect(calls()).to.equal(3);
    });
  });

  it('holds all certificates to one rate', async () => {
    const find = open({ requestsPerSecond: 2, maxWaitSeconds: 0 });
    const asked = ['01', '02', '03'].map(certificateId);
    const codes = await Promise.all(asked.map((one) => codeOf(find(one))));
    const none = { answer: 'none' };
    expect(codes).to.deep.equal([none, none, 'CERTIFICATE_REGISTRY_BUSY']);
    expect(calls()).to.equal(2);
    clock.advance(500);
    expect(await find(asked[2])).to.equal('none');
  });

  it('spends nothing of the rate on what it remembers', async () => {
    const find = open({ requestsPerSecond: 1, maxWaitSeconds: 0 });
    for (let count = 0; count < 100; count += 1) expect(await find()).to.equal('ACTIVE');
    expect(calls()).to.equal(1);
  });
});
