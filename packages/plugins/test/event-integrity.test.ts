import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { decide, faultOf, verdictOf } from './deciding.js';

describe('event-integrity', () => {
  const hook = [eventIntegrity()];

  it('permits an event whose certificate is the one that its id names', async () => {
    for (const key of ['p-256', 'rsa-2048'] as const) {
      const certificate = await makeCertificate({ key });
      expect(verdictOf(await decide(hook, anEvent({ certificate })))).to.equal('ALLOW');
    }
  });

  it('denies the id of another certificate', async () => {
    const [mine, other] = [anEvent(), anEvent()];
    const decision = await decide(hook, { ...mine, certificateId: other.certificateId });
    expect(verdictOf(decision)).to.equal('DENY_POLICY CERTIFICATE_ID_MISMATCH');
  });

  it('denies a device that brings the claim certificate as its own', async () => {
    const event = anEvent();
    const decision = await decide(hook, { ...event, claimCertificateId: event.certificateId });
    expect(verdictOf(decision)).to.equal('DENY_POLICY CLAIM_CERTIFICATE_REUSED');
  });

  it('is never asked about two blocks: the reader has refused them before', async () => {
    const event = anEvent();
    const decision = await decide(hook, {
      ...event,
      certificatePem: event.certificatePem + event.certificatePem,
    });
    expect(verdictOf(decision)).to.equal('DENY_POLICY PEM_NOT_ONE_BLOCK');
  });

  it('takes no options', () => {
    const make = eventIntegrity as (options: unknown) => unknown;
    expect(faultOf(() => make({ strict: true }))).to.match(/^OPTION_UNKNOWN: .*takes no options/);
  });
});
