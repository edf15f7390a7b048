import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, permit } from '@gangway/core';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import {
  type IotFault,
  type IotOperation,
  type IotServer,
  startIotServer,
} from '@gangway/testing/iot';
import { expect } from 'chai';
import { faultOf } from '../deciding.js';
import { aSignal, certificateId, codeOf, registryAt } from './asking.js';

const a = certificateId('aa');
const b = certificateId('bb');
const name = 'SN-0001';

describe('aws-iot-thing-registry', () => {
  let iot: IotServer;
  beforeEach(async () => {
    iot = await startIotServer({ things: [{ name, certificates: { [a]: 'ACTIVE' } }] });
  });
  afterEach(() => iot.close());

  const find = (asked = name, options = {}) =>
    registryAt(iot.url, options).find(asked, { signal: aSignal() });

  it('finds a thing and its active certificate with three calls', async () => {
    expect(await find()).to.deep.equal({ name, activeCertificateIds: [a] });
    expect(iot.calls).to.deep.equal({
      DescribeThing: 1,
      ListThingPrincipals: 1,
      DescribeCertificate: 1,
    });
  });

  it('finds nothing where there is no such thing, with one call', async () => {
    expect(await find('SN-9999')).to.equal(undefined);
    expect(iot.calls).to.deep.equal({
      DescribeThing: 1,
      ListThingPrincipals: 0,
      DescribeCertificate: 0,
    });
  });

  for (const status of [
    'INACTIVE',
    'REVOKED',
    'PENDING_TRANSFER',
    'REGISTER_INACTIVE',
    'PENDING_ACTIVATION',
  ] as const) {
    it(`does not count a certificate that is ${status}`, async () => {
      iot.putThing({ name, certificates: { [a]: status, [b]: 'ACTIVE' } });
      expect(await find()).to.deep.equal({ name, activeCertificateIds: [b] });
    });
  }

  it('gives no id for a thing without a certificate', async () => {
    iot.putThing({ name });
    expect(await find()).to.deep.equal({ name, activeCertificateIds: [] });
  });

  it('gives things that cannot be changed', async () => {
    const thing = await find();
    expect(thing).to.be.frozen;
    expect(thing?.activeCertificateIds).to.be.frozen;
  });

  it('takes no principal for a certificate that is none', async () => {
    const otherPrincipals = ['us-east-1:6f1d2b5e-0000-4000-8000-000000000000'];
    iot.putThing({ name, otherPrincipals, certificates: { [a]: 'ACTIVE' } });
    expect(await find()).to.deep.equal({ name, activeCertificateIds: [a] });
    expect(iot.calls.DescribeCertificate).to.equal(1);
  });

  it('reads all pages of principals', async () => {
    const paged = await startIotServer({ pageSize: 2 });
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5'].map(certificateId);
    const certificates = Object.fromEntries(ids.map((id) => [id, 'ACTIVE'] as const));
    paged.putThing({ name, certificates });
    const thing = await registryAt(paged.url).find(name, { signal: aSignal() });
    expect(thing?.activeCertificateIds).to.deep.equal(ids);
    expect(paged.calls.ListThingPrincipals).to.equal(3);
    await paged.close();
  });

  it('gives up on a thing with more principals than may be, before it looks at any', async () => {
    const ids = Array.from({ length: 4 }, (_, at) => certificateId(`c${at}`));
    const attach = (count: number) =>
      iot.putThing({
        name,
        certificates: Object.fromEntries(ids.slice(0, count).map((id) => [id, 'INACTIVE'])),
      });
    attach(4);
    expect(await codeOf(find(name, { maxPrincipals: 3 }))).to.equal('THING_PRINCIPALS_TOO_MANY');
    expect(iot.calls).to.include({ ListThingPrincipals: 1, DescribeCertificate: 0 });
    attach(3);
    expect(await find(name, { maxPrincipals: 3 })).to.deep.equal({
      name,
      activeCertificateIds: [],
    });
  });

  it('gives up on pages without an end', async () => {
    const ids = Array.from({ length: 11 }, (_, at) => certificateId(`d${at.toString(16)}`));
    const slow = await startIotServer({ pageSize: 1 });
    slow.putThing({ name, certificates: Object.fromEntries(ids.map((id) => [id, 'ACTIVE'])) });
    const registry = registryAt(slow.url, { maxPrincipals: 100 });
    const code = await codeOf(registry.find(name, { signal: aSignal() }));
    expect([code, slow.calls.ListThingPrincipals]).to.deep.equal(['THING_PRINCIPALS_TOO_MANY', 10]);
    await slow.close();
  });

  it('asks AWS IoT for no name that it would not take', async () => {
    for (const asked of [
      '',
      'a b',
      'SN-０００１',
      'x'.repeat(129),
      '../certificates',
      'SN\u200b1',
    ]) {
      expect(await find(asked)).to.equal(undefined);
    }
    expect(iot.calls.DescribeThing).to.equal(0);
  });

  it('takes every name that AWS IoT takes', async () => {
    for (const odd of ['a:b_c-1', '__proto__', 'toString', 'x'.repeat(128), ':', '-']) {
      iot.putThing({ name: odd, certificates: { [b]: 'ACTIVE' } });
      expect(await find(odd)).to.deep.equal({ name: odd, activeCertificateIds: [b] });
    }
  });

  describe('what went wrong is never "no"', () => {
    const operations: readonly IotOperation[] = [
      'DescribeThing',
      'ListThingPrincipals',
      'DescribeCertificate',
    ];
    const faults: readonly (readonly [IotFault, string, number])[] = [
      ['throttle', 'THING_REGISTRY_THROTTLED', 2],
      ['throttle-400', 'THING_REGISTRY_THROTTLED', 2],
      ['deny', 'THING_REGISTRY_FORBIDDEN', 1],
      ['unauthorized', 'THING_REGISTRY_FORBIDDEN', 1],
      ['expired', 'THING_REGISTRY_FORBIDDEN', 2],
      ['error', 'THING_REGISTRY_UNAVAILABLE', 2],
      ['unavailable', 'THING_REGISTRY_UNAVAILABLE', 2],
      ['reset', 'THING_REGISTRY_UNAVAILABLE', 2],
      ['garbage', 'THING_REGISTRY_UNAVAILABLE', 2],
      ['page', 'THING_REGISTRY_UNAVAILABLE', 2],
      ['empty', 'THING_REGISTRY_UNAVAILABLE', 1],
    ];
    for (const operation of operations) {
      for (const [fault, code, attempts] of faults) {
        it(`${operation}, ${fault}: ${code} after ${attempts}`, async () => {
          iot.fail(fault, { operation });
          expect(await codeOf(find())).to.equal(code);
          expect(iot.calls[operation]).to.equal(attempts);
        });
      }
    }

    for (const fault of ['throttle', 'expired', 'error', 'reset', 'garbage'] as const) {
      it(`one ${fault} is got over`, async () => {
        iot.fail(fault, { times: 1 });
        expect(await find()).to.deep.equal({ name, activeCertificateIds: [a] });
        expect(iot.calls.DescribeThing).to.equal(2);
      });
    }

    it('a server that is not there', async () => {
      await iot.close();
      expect(await codeOf(find())).to.equal('THING_REGISTRY_UNAVAILABLE');
    });

    it('a role without credentials', async () => {
      const credentials = () =>
        Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
      expect(await codeOf(find(name, { credentials }))).to.equal('THING_REGISTRY_FORBIDDEN');
    });

    it('credentials that have run out are fetched anew, and only then', async () => {
      let fetched = 0;
      const credentials = async () => {
        fetched += 1;
        return { accessKeyId: `key-${fetched}`, secretAccessKey: 'test' };
      };
      const registry = registryAt(iot.url, { credentials, cacheSeconds: 0 });
      const ask = () => registry.find(name, { signal: aSignal() });
      await ask();
      iot.fail('error', { times: 1 });
      await ask();
      expect(fetched).to.equal(1);
      iot.fail('expired', { times: 1 });
      expect(await ask()).to.deep.equal({ name, activeCertificateIds: [a] });
      expect(fetched).to.equal(2);
    });

    it('a certificate that is listed and not found', async () => {
      iot.forgetCertificate(a);
      expect(await codeOf(find())).to.equal('THING_REGISTRY_UNAVAILABLE');
    });

    it('a status that nobody knows', async () => {
      iot.setCertificateStatus(a, 'SUSPENDED' as never);
      expect(await codeOf(find())).to.equal('THING_REGISTRY_UNAVAILABLE');
    });

    it('says which call failed and how, and nothing that the message says', async () => {
      iot.fail('deny', { operation: 'ListThingPrincipals' });
      const text = await find().catch(String);
      expect(text).to.match(/ListThingPrincipals: AccessDeniedException, HTTP 403/);
      expect(text).not.to.include('not authorized to perform');
    });
  });

  it('takes a thing that goes away while it is read for one that is not there', async () => {
    iot.fail('missing', { operation: 'ListThingPrincipals' });
    expect(await find()).to.equal(undefined);
    expect(iot.calls.ListThingPrincipals).to.equal(1);
  });

  it('is over when the signal is, though AWS IoT hangs', async () => {
    for (const operation of [
      'DescribeThing',
      'ListThingPrincipals',
      'DescribeCertificate',
    ] as const) {
      iot.mend();
      iot.fail('hang', { operation });
      const signal = AbortSignal.timeout(50);
      expect(await codeOf(registryAt(iot.url).find(name, { signal }))).to.equal(signal.reason);
    }
  });

  it('rejects when the signal is aborted already, and asks nothing', async () => {
    const reason = new Error('too late');
    const found = registryAt(iot.url).find(name, { signal: AbortSignal.abort(reason) });
    expect(await codeOf(found)).to.equal(reason);
    expect(iot.calls.DescribeThing).to.equal(0);
  });

  describe('options', () => {
    const make = awsIotThingRegistry as (options?: unknown) => unknown;

    it('refuses an endpoint for devices, where no thing would ever be found', () => {
      for (const host of [
        'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com',
        'data-ats.iot.us-east-1.amazonaws.com',
        'A1B2C3.credentials.iot.us-east-1.amazonaws.com',
        'a1b2c3.ats.iot.cn-north-1.amazonaws.com.cn',
      ]) {
        expect(faultOf(() => make({ endpoint: `https://${host}` }))).to.match(
          /OPTION_INVALID: .*"endpoint": is an endpoint for devices/,
        );
      }
      for (const host of [
        'iot.eu-west-1.amazonaws.com',
        'iot-fips.us-east-1.amazonaws.com',
        'vpce-1-2.api.iot.us-east-1.vpce.amazonaws.com',
        'localhost:5000',
      ]) {
        expect(faultOf(() => make({ endpoint: `https://${host}` }))).to.equal('none');
      }
    });

    it('refuses what makes no sense', () => {
      for (const [options, message] of [
        [{ endpoint: 'iot' }, /"endpoint": must be an http/],
        [{ endpoint: 'ftp://iot' }, /"endpoint": must be an http/],
        [{ region: 'EU West' }, /"region": is not a region/],
        [{ credentials: 'AKIA' }, /"credentials": must be keys/],
        [{ cacheSeconds: 3_600 }, /"cacheSeconds"/],
        [{ requestsPerSecond: 0 }, /"requestsPerSecond"/],
        [{ maxPrincipals: 0 }, /"maxPrincipals"/],
        [{ maxWaitSeconds: -1 }, /"maxWaitSeconds"/],
        [{ cacheSecond: 1 }, /Did you mean "cacheSeconds"/],
      ] as const) {
        expect(faultOf(() => make(options))).to.match(message);
      }
    });

    it('tells the permissions that its calls need', () => {
      const hook = composeHook(
        defineHook([awsIotThingRegistry(), defineCheck('yes', () => permit())]),
      );
      expect(hook.describe().permissions).to.deep.equal([
        { action: 'iot:DescribeThing', resource: 'arn:aws:iot:*:*:thing/*' },
        { action: 'iot:ListThingPrincipals', resource: 'arn:aws:iot:*:*:thing/*' },
        { action: 'iot:DescribeCertificate', resource: 'arn:aws:iot:*:*:cert/*' },
      ]);
    });
  });
});
