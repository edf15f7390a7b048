import { composeHook, defineHook } from '@gangway/composition';
import {
  type CertificateStatus,
  certificateStatuses,
  defineCheck,
  PortError,
  permit,
  type RegisteredCertificate,
} from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { claimCertificate } from '@gangway/plugins/claim-certificate';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, now, verdictOf } from '../deciding.js';
import { answeringCertificates, certificateId, localOptions, until } from '../thing/asking.js';

const day = 86_400_000;
const event = anEvent({ serialNumber: 'SN-0001' });
const id = event.claimCertificateId;
const ca = certificateId('ca');
const known = defineCheck('known', () => permit());
const good: RegisteredCertificate = {
  certificateId: id,
  status: 'ACTIVE',
  certificateMode: 'DEFAULT',
  createdAt: now - day,
  ownerAccount: '123456789012',
  validity: { notBefore: now - day, notAfter: now + day },
};

type Options = Parameters<typeof claimCertificate>[0];

const ask = (answer: unknown, options: Options = {}, before = [known]) =>
  decide([answeringCertificates(() => answer), ...before, claimCertificate(options)], event);
const judge = async (answer: unknown, options?: Options): Promise<string> =>
  verdictOf(await ask(answer, options));
/** The same, with what AWS IoT might leave out. */
const without = (...names: readonly (keyof RegisteredCertificate)[]) =>
  Object.fromEntries(
    Object.entries(good).filter(([name]) => !names.some((absent) => absent === name)),
  );

describe('claim-certificate', () => {
  it('has nothing to say of a claim certificate with which all is well', async () => {
    expect(await judge(good)).to.equal('ALLOW');
    expect(await judge(good, { issuers: ['amazon'], maxAgeDays: 1 })).to.equal('ALLOW');
  });

  it('permits nobody by itself', async () => {
    expect(verdictOf(await ask(good, {}, []))).to.equal('DENY_POLICY NO_PERMIT');
    expect(verdictOf(await ask(undefined, { unlisted: 'permit' }, []))).to.equal(
      'DENY_POLICY NO_PERMIT',
    );
  });

  it('denies one that the account does not list, unless told to let it pass', async () => {
    const decision = await ask(undefined);
    expect(verdictOf(decision)).to.equal('DENY_POLICY CLAIM_CERTIFICATE_UNKNOWN');
    expect(detailOf(decision)).to.equal(id);
    expect(await judge(undefined, { unlisted: 'permit' })).to.equal('ALLOW');
  });

  for (const status of certificateStatuses.filter((one) => one !== 'ACTIVE')) {
    it(`denies one that is ${status}, also where unlisted ones pass`, async () => {
      const decision = await ask({ ...good, status }, { unlisted: 'permit' });
      expect(verdictOf(decision)).to.equal('DENY_POLICY CLAIM_CERTIFICATE_NOT_ACTIVE');
      expect(detailOf(decision)).to.equal(`${id} is ${status}`);
    });
  }

  it('denies one of another account than the template’s', async () => {
    const decision = await ask({ ...good, ownerAccount: '210987654321', status: 'INACTIVE' });
    expect(verdictOf(decision)).to.equal('DENY_POLICY CLAIM_CERTIFICATE_FOREIGN');
    expect(detailOf(decision)).to.equal(`${id} belongs to 210987654321`);
    expect(await judge(without('ownerAccount'))).to.equal('ALLOW');
  });

  it('denies one after its last valid moment', async () => {
    const until = (notAfter: number) => ({ ...good, validity: { notBefore: 0, notAfter } });
    expect(await judge(until(now - 1))).to.equal('DENY_POLICY CLAIM_CERTIFICATE_EXPIRED');
    expect(await judge(until(now))).to.equal('ALLOW');
  });

  it('lets any issuer and any age pass unless told otherwise', async () => {
    const old = { ...good, caCertificateId: ca, certificateMode: 'SNI_ONLY', createdAt: 0 };
    expect(await judge(old)).to.equal('ALLOW');
  });

  describe('the issuer', () => {
    const denied = 'DENY_POLICY CLAIM_CERTIFICATE_ISSUER_NOT_ALLOWED';

    it('is one of those that are named', async () => {
      const ofCa = { ...good, caCertificateId: ca };
      expect(await judge(ofCa, { issuers: [ca] })).to.equal('ALLOW');
      expect(await judge(ofCa, { issuers: ['amazon', ca] })).to.equal('ALLOW');
      expect(await judge(ofCa, { issuers: ['amazon'] })).to.equal(denied);
      expect(await judge(ofCa, { issuers: [certificateId('cb')] })).to.equal(denied);
      expect(await judge(good, { issuers: [ca] })).to.equal(denied);
      expect(detailOf(await ask(ofCa, { issuers: ['amazon'] }))).to.equal(`${id}, issued by ${ca}`);
    });

    it('is not AWS IoT where somebody registered a certificate without a CA', async () => {
      const issuers = ['amazon'];
      expect(await judge({ ...good, certificateMode: 'SNI_ONLY' }, { issuers })).to.equal(denied);
      expect(await judge(without('certificateMode'), { issuers })).to.equal(denied);
    });
  });

  describe('the age', () => {
    const denied = 'DENY_POLICY CLAIM_CERTIFICATE_TOO_OLD';

    it('is at most what is told', async () => {
      const made = (age: number) => judge({ ...good, createdAt: now - age }, { maxAgeDays: 30 });
      expect(await made(30 * day)).to.equal('ALLOW');
      expect(await made(30 * day + 1)).to.equal(denied);
    });

    it('is no answer where it is asked for and not told', async () => {
      expect(await judge(without('createdAt'))).to.equal('ALLOW');
      expect(await judge(without('createdAt'), { maxAgeDays: 30 })).to.equal(
        'DENY_ERROR CLAIM_CERTIFICATE_ANSWER_MALFORMED',
      );
    });
  });

  it('lets pass exactly what no rule speaks against', async () => {
    const answers = fc.record({
      status: fc.constantFrom<CertificateStatus>(...certificateStatuses, 'ACTIVE', 'ACTIVE'),
      caCertificateId: fc.constantFrom(undefined, ca, certificateId('cb')),
      certificateMode: fc.constantFrom('DEFAULT', 'SNI_ONLY'),
      createdAt: fc.integer({ min: now - 3 * day, max: now }),
      ownerAccount: fc.constantFrom('123456789012', '123456789012', '210987654321'),
      validity: fc.record({
        notBefore: fc.constant(0),
        notAfter: fc.integer({ min: now - day, max: now + 5 * day }),
      }),
    });
    const options = fc.record(
      {
        issuers: fc.subarray(['amazon', ca], { minLength: 1 }),
        maxAgeDays: fc.integer({ min: 1, max: 3 }),
        unlisted: fc.constantFrom('deny' as const, 'permit' as const),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(answers, options, async (answer, rules) => {
        const issuer =
          answer.caCertificateId ?? (answer.certificateMode === 'DEFAULT' ? 'amazon' : 'nobody');
        const allowed =
          answer.status === 'ACTIVE' &&
          answer.ownerAccount === '123456789012' &&
          answer.validity.notAfter >= now &&
          (rules.issuers?.includes(issuer) ?? true) &&
          now - answer.createdAt <= (rules.maxAgeDays ?? 3) * day;
        const verdict = await judge({ ...answer, certificateId: id }, rules);
        expect(verdict === 'ALLOW').to.equal(allowed);
        if (!allowed) expect(verdict).to.match(/^DENY_POLICY CLAIM_CERTIFICATE_/);
      }),
      { numRuns: 300 },
    );
  });

  describe('a registry that could not be asked is no "no"', () => {
    const malformed = 'CLAIM_CERTIFICATE_ANSWER_MALFORMED';
    for (const [what, answer] of [
      ['null', null],
      ['true', true],
      ['a text', 'ACTIVE'],
      ['a list', [good]],
      ['nothing in it', {}],
      ['another certificate', { ...good, certificateId: certificateId('99') }],
      ['the id in capitals', { ...good, certificateId: id.toUpperCase() }],
      ['no status', without('status')],
      ['a status that nobody knows', { ...good, status: 'active' }],
      ['an issuer that is no id', { ...good, caCertificateId: 'amazon' }],
      ['an empty issuer', { ...good, caCertificateId: '' }],
      ['null for an issuer', { ...good, caCertificateId: null }],
      ['a mode that nobody knows', { ...good, certificateMode: 'default' }],
      ['no number for a date', { ...good, createdAt: Number.NaN }],
      ['a date object', { ...good, createdAt: new Date(now) }],
      ['an owner that is no account', { ...good, ownerAccount: 123_456_789_012 }],
      ['a validity without an end', { ...good, validity: { notBefore: 0 } }],
    ] as const) {
      it(`one that gives ${what}: DENY_ERROR ${malformed}`, async () => {
        expect(await judge(answer)).to.equal(`DENY_ERROR ${malformed}`);
        expect(await judge(answer, { unlisted: 'permit' })).to.equal(`DENY_ERROR ${malformed}`);
      });
    }

    it('gives whatever it likes: never an allow that is not due, nor a crash', async () => {
      await fc.assert(
        fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (answer) => {
          fc.pre(answer !== undefined);
          expect(await judge(answer, { unlisted: 'permit' })).to.equal(`DENY_ERROR ${malformed}`);
        }),
        { numRuns: 200 },
      );
    });

    for (const [what, error, code] of [
      ['throws anything', new Error('boom'), 'CHECK_FAILED'],
      ['throws a code that nobody declares', new PortError('ODD', 'boom'), 'PORT_UNAVAILABLE'],
    ] as const) {
      it(`one that ${what}: DENY_ERROR ${code}, also where unlisted ones pass`, async () => {
        const throwing = answeringCertificates(() => {
          throw error;
        });
        const plugins = [throwing, known, claimCertificate({ unlisted: 'permit' })];
        expect(verdictOf(await decide(plugins, event))).to.equal(`DENY_ERROR ${code}`);
      });
    }
  });

  it('refuses options that make no sense', () => {
    const make = claimCertificate as (options?: unknown) => unknown;
    for (const [options, message] of [
      [{ issuers: [] }, /"issuers": names no issuer/],
      [{ issuers: [ca.toUpperCase()] }, /64 lowercase hex digits, or 'amazon'/],
      [{ issuers: ['Amazon'] }, /or 'amazon'/],
      [{ issuers: 'amazon' }, /"issuers"/],
      [{ maxAgeDays: 0 }, /"maxAgeDays"/],
      [{ maxAgeDays: Number.NaN }, /"maxAgeDays"/],
      [{ unlisted: 'allow' }, /"unlisted"/],
      [{ issuer: ['amazon'] }, /Did you mean "issuers"/],
    ] as const) {
      expect(faultOf(() => make(options))).to.match(message);
    }
    expect(faultOf(() => make())).to.equal('none');
  });

  it('does not compose without a registry of certificates', () => {
    const hook = defineHook([known, claimCertificate()]);
    expect(faultOf(() => composeHook(hook))).to.match(/^PORT_MISSING: .*CertificateRegistry/);
  });

  describe('in a hook with the account’s certificates', () => {
    let iot: IotServer;
    beforeEach(async () => {
      iot = await startIotServer({ certificates: [{ id }] });
    });
    afterEach(() => iot.close());

    const compose = (options: Options = {}) => {
      const clock = fakeClock();
      const logger = memoryLogger();
      const sink = memoryDecisionSink();
      const hook = composeHook(
        defineHook([
          awsIotCertificateRegistry(localOptions(iot.url)),
          known,
          claimCertificate(options),
          sink.plugin(),
        ]),
        { replace: [clock.plugin(), logger.plugin()] },
      );
      return { clock, logger, sink, decide: async () => verdictOf(await hook.decide(event)) };
    };

    it('1,000 decisions that are warm make no call', async () => {
      const hook = compose({ issuers: ['amazon'], maxAgeDays: 90 });
      expect(await hook.decide()).to.equal('ALLOW');
      for (let count = 0; count < 1_000; count += 1) expect(await hook.decide()).to.equal('ALLOW');
      expect(iot.calls.DescribeCertificate).to.equal(1);
    });

    it('500 decisions that are cold and come at once make one', async () => {
      const hook = compose();
      const verdicts = await Promise.all(Array.from({ length: 500 }, () => hook.decide()));
      expect(new Set(verdicts)).to.deep.equal(new Set(['ALLOW']));
      expect(iot.calls.DescribeCertificate).to.equal(1);
    });

    it('a deactivation is heard within the minute', async () => {
      const hook = compose();
      expect(await hook.decide()).to.equal('ALLOW');
      iot.setCertificateStatus(id, 'INACTIVE');
      hook.clock.advance(60_000);
      expect(await hook.decide()).to.equal('DENY_POLICY CLAIM_CERTIFICATE_NOT_ACTIVE');
    });

    it('a claim certificate of CreateProvisioningClaim passes only where told so', async () => {
      iot.forgetCertificate(id);
      expect(await compose().decide()).to.equal('DENY_POLICY CLAIM_CERTIFICATE_UNKNOWN');
      expect(await compose({ unlisted: 'permit' }).decide()).to.equal('ALLOW');
    });

    it('one who asks on and on with what was deactivated rings no alarm', async () => {
      iot.setCertificateStatus(id, 'REVOKED');
      const hook = compose();
      for (let count = 0; count < 1_000; count += 1) {
        expect(await hook.decide()).to.equal('DENY_POLICY CLAIM_CERTIFICATE_NOT_ACTIVE');
      }
      expect(iot.calls.DescribeCertificate).to.equal(1);
    });

    it('the PEM that AWS IoT answers with stands in no log and no record', async () => {
      const hook = compose();
      for (const status of ['ACTIVE', 'INACTIVE', 'SUSPENDED'] as const) {
        iot.setCertificateStatus(id, status as CertificateStatus);
        await hook.decide();
        hook.clock.advance(60_000);
      }
      const written = JSON.stringify([hook.logger.lines, hook.sink.records]);
      expect(written).to.include('CLAIM_CERTIFICATE_NOT_ACTIVE');
      expect(written).not.to.match(/BEGIN CERT|TUlJQg/);
    });

    for (const [fault, code] of [
      ['throttle', 'CERTIFICATE_REGISTRY_THROTTLED'],
      ['deny', 'CERTIFICATE_REGISTRY_FORBIDDEN'],
      ['error', 'CERTIFICATE_REGISTRY_UNAVAILABLE'],
      ['reset', 'CERTIFICATE_REGISTRY_UNAVAILABLE'],
      ['half', 'CERTIFICATE_REGISTRY_UNAVAILABLE'],
      ['garbage', 'CERTIFICATE_REGISTRY_UNAVAILABLE'],
    ] as const) {
      it(`${fault} is DENY_ERROR ${code}, also where unlisted ones pass`, async () => {
        iot.fail(fault);
        const hook = compose({ unlisted: 'permit' });
        const deciding = hook.decide();
        // The adapter's second attempt waits for its turn, beside the deadline.
        if (fault === 'throttle') {
          await until(() => hook.clock.waiting() === 2);
          hook.clock.advance(100);
        }
        expect(await deciding).to.equal(`DENY_ERROR ${code}`);
      });
    }

    it('a registry that hangs ends at the deadline, as an error', async () => {
      iot.fail('hang');
      const hook = compose();
      const deciding = hook.decide();
      await until(() => iot.calls.DescribeCertificate === 1);
      hook.clock.advance(4_500);
      expect(await deciding).to.equal('DENY_ERROR DEADLINE_EXCEEDED');
      iot.mend();
      expect(await hook.decide()).to.equal('ALLOW');
    });
  });
});
