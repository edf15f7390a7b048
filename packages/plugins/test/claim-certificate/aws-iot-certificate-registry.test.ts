import { composeHook, defineHook } from '@gangway/composition';
import { certificateStatuses, defineCheck, permit } from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { type IotFault, type IotServer, startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import { readCertificate } from '../../dist/aws-iot/read-certificate.js';
import { registryFault } from '../../dist/aws-iot/registry-fault.js';
import { faultOf } from '../deciding.js';
import { aSignal, certificateId, certificatesAt, codeOf } from '../thing/asking.js';

const id = certificateId('aa');
const ca = certificateId('ca');

describe('aws-iot-certificate-registry', () => {
  let iot: IotServer;
  beforeEach(async () => {
    iot = await startIotServer({ certificates: [{ id }] });
  });
  afterEach(() => iot.close());

  const find = (asked = id, options = {}) =>
    certificatesAt(iot.url, options).find(asked, { signal: aSignal() });

  it('finds a certificate with one call', async () => {
    iot.putCertificate({
      id,
      status: 'REVOKED',
      caCertificateId: ca,
      certificateMode: 'SNI_ONLY',
      ownedBy: '210987654321',
      createdAt: Date.UTC(2029, 0, 2, 3, 4, 5, 678),
      validity: { notBefore: Date.UTC(2029, 0, 1), notAfter: Date.UTC(2039, 0, 1) },
    });
    expect(await find()).to.deep.equal({
      certificateId: id,
      status: 'REVOKED',
      caCertificateId: ca,
      certificateMode: 'SNI_ONLY',
      ownerAccount: '210987654321',
      createdAt: Date.UTC(2029, 0, 2, 3, 4, 5, 678),
      validity: { notBefore: Date.UTC(2029, 0, 1), notAfter: Date.UTC(2039, 0, 1) },
    });
    expect(iot.calls).to.deep.equal({
      DescribeThing: 0,
      ListThingPrincipals: 0,
      DescribeCertificate: 1,
    });
  });

  it('says of one that AWS IoT issued itself that it has no CA', async () => {
    expect(await find()).not.to.have.property('caCertificateId');
  });

  for (const status of certificateStatuses) {
    it(`tells of ${status}`, async () => {
      iot.setCertificateStatus(id, status);
      expect((await find())?.status).to.equal(status);
    });
  }

  it('gives plain data that cannot be changed, without the PEM', async () => {
    const found = await find();
    expect(found).to.be.frozen;
    expect(found?.validity).to.be.frozen;
    expect(JSON.stringify(found)).not.to.match(/BEGIN|TUlJQg/);
  });

  it('asks AWS IoT for nothing that is no id', async () => {
    for (const asked of ['', id.toUpperCase(), `${id}0`, `${id}\n`, '../things', `0x${id}`]) {
      expect(await find(asked)).to.equal(undefined);
    }
    expect(iot.calls.DescribeCertificate).to.equal(0);
  });

  describe('what went wrong is never an answer', () => {
    const faults: readonly (readonly [IotFault, string, number])[] = [
      ['throttle', 'CERTIFICATE_REGISTRY_THROTTLED', 2],
      ['throttle-400', 'CERTIFICATE_REGISTRY_THROTTLED', 2],
      ['deny', 'CERTIFICATE_REGISTRY_FORBIDDEN', 1],
      ['unauthorized', 'CERTIFICATE_REGISTRY_FORBIDDEN', 1],
      ['expired', 'CERTIFICATE_REGISTRY_FORBIDDEN', 2],
      ['error', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['unavailable', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['reset', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['half', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['garbage', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['page', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 2],
      ['empty', 'CERTIFICATE_REGISTRY_UNAVAILABLE', 1],
    ];
    for (const [fault, code, attempts] of faults) {
      it(`${fault}: ${code} after ${attempts}`, async () => {
        iot.fail(fault);
        expect(await codeOf(find())).to.equal(code);
        expect(iot.calls.DescribeCertificate).to.equal(attempts);
      });
    }

    for (const fault of ['throttle', 'expired', 'error', 'reset', 'half', 'garbage'] as const) {
      it(`one ${fault} is got over`, async () => {
        iot.fail(fault, { times: 1 });
        expect((await find())?.status).to.equal('ACTIVE');
        expect(iot.calls.DescribeCertificate).to.equal(2);
      });
    }

    it('a server that is not there', async () => {
      await iot.close();
      expect(await codeOf(find())).to.equal('CERTIFICATE_REGISTRY_UNAVAILABLE');
    });

    it('a role without credentials', async () => {
      const credentials = () =>
        Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
      expect(await codeOf(find(id, { credentials }))).to.equal('CERTIFICATE_REGISTRY_FORBIDDEN');
    });

    it('a status that nobody knows', async () => {
      iot.setCertificateStatus(id, 'SUSPENDED' as never);
      expect(await codeOf(find())).to.equal('CERTIFICATE_REGISTRY_UNAVAILABLE');
    });

    it('says which call failed and how, and nothing that the message says', async () => {
      iot.fail('deny');
      const text = await find().catch(String);
      expect(text).to.match(/DescribeCertificate: AccessDeniedException, HTTP 403/);
      expect(text).not.to.include('not authorized to perform');
    });
  });

  describe('an answer that makes no sense', () => {
    const good = { certificateId: id, status: 'ACTIVE' };
    const read = (certificateDescription: unknown) =>
      codeOf(
        readCertificate(
          id,
          { describeCertificate: async () => ({ certificateDescription }) },
          registryFault('CERTIFICATE_REGISTRY'),
        ),
      );

    it('is none with less in it than there may be', async () => {
      const absent = { caCertificateId: null, creationDate: null, ownedBy: null, validity: null };
      expect(await read(good)).to.deep.equal({ answer: good });
      expect(await read({ ...good, ...absent, certificateMode: null })).to.deep.equal({
        answer: good,
      });
    });

    for (const [what, described] of [
      ['nothing', undefined],
      ['null', null],
      ['a text', 'ACTIVE'],
      ['another certificate', { ...good, certificateId: ca }],
      ['the same id in capitals', { ...good, certificateId: id.toUpperCase() }],
      ['no status', { certificateId: id }],
      ['a status in small letters', { ...good, status: 'active' }],
      ['a list for a status', { ...good, status: ['ACTIVE'] }],
      ['a CA that is no id', { ...good, caCertificateId: '' }],
      ['a CA in capitals', { ...good, caCertificateId: ca.toUpperCase() }],
      ['a mode that nobody knows', { ...good, certificateMode: 'BOTH' }],
      ['a date that is none', { ...good, creationDate: new Date(Number.NaN) }],
      ['a date as a text', { ...good, creationDate: '2030-01-01' }],
      ['an owner that is no account', { ...good, ownedBy: '12345' }],
      ['a validity without an end', { ...good, validity: { notBefore: new Date(0) } }],
      ['a validity that is none', { ...good, validity: 'always' }],
    ] as const) {
      it(`is ${what}`, async () => {
        expect(await read(described)).to.equal('CERTIFICATE_REGISTRY_UNAVAILABLE');
      });
    }
  });

  it('is over when the signal is, though AWS IoT hangs', async () => {
    iot.fail('hang');
    const signal = AbortSignal.timeout(50);
    expect(await codeOf(certificatesAt(iot.url).find(id, { signal }))).to.equal(signal.reason);
  });

  it('rejects when the signal is aborted already, and asks nothing', async () => {
    const reason = new Error('too late');
    const found = certificatesAt(iot.url).find(id, { signal: AbortSignal.abort(reason) });
    expect(await codeOf(found)).to.equal(reason);
    expect(iot.calls.DescribeCertificate).to.equal(0);
  });

  it('refuses options that make no sense', () => {
    const make = awsIotCertificateRegistry as (options?: unknown) => unknown;
    for (const [options, message] of [
      [{ endpoint: 'https://a1b2-ats.iot.eu-west-1.amazonaws.com' }, /is an endpoint for devices/],
      [{ region: 'EU West' }, /"region": is not a region/],
      [{ credentials: 'AKIA' }, /"credentials": must be keys/],
      [{ cacheSeconds: 301 }, /"cacheSeconds"/],
      [{ requestsPerSecond: 0 }, /"requestsPerSecond"/],
      [{ maxWaitSeconds: -1 }, /"maxWaitSeconds"/],
      [{ cacheSecond: 1 }, /Did you mean "cacheSeconds"/],
      [{ maxPrincipals: 1 }, /OPTION_UNKNOWN/],
    ] as const) {
      expect(faultOf(() => make(options))).to.match(message);
    }
    expect(faultOf(() => make({ cacheSeconds: 300 }))).to.equal('none');
  });

  it('tells the permission that its call needs', () => {
    const hook = composeHook(
      defineHook([awsIotCertificateRegistry(), defineCheck('yes', () => permit())]),
    );
    expect(hook.describe().permissions).to.deep.equal([
      { action: 'iot:DescribeCertificate', resource: 'arn:aws:iot:*:*:cert/*' },
    ]);
  });
});
