import { type Account, type CertificateRow, memoryAccountStore } from '@gangway/emulator';
import { fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { createClientAccess } from '../../dist/policy/client-access.js';

const certificateId = 'c'.repeat(64);
const principal = { clientId: 'SN-0001', certificateId };

function desk(row: Partial<CertificateRow> = {}, ...documents: readonly object[]) {
  const clock = fakeClock();
  const store = memoryAccountStore();
  const account: Account = {
    accountId: '123456789012',
    region: 'us-east-1',
    store,
    clock,
    logger: memoryLogger(),
    authority: undefined as never,
  };
  store.certificates.put(certificateId, {
    certificateId,
    certificatePem: '',
    status: 'ACTIVE',
    createdAt: 0,
    modifiedAt: 0,
    ...row,
  });
  for (const [at, statement] of documents.entries()) {
    const policyName = `policy-${at}`;
    const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    store.policies.put(policyName, { policyName, policyDocument, createdAt: 0 });
    store.policyCertificates.add(policyName, certificateId);
  }
  return { account, store, clock, access: createClientAccess(account) };
}

const allow = { Effect: 'Allow', Action: 'iot:*', Resource: '*' };

describe('what a client may do', () => {
  it('is what the policies attached to its certificate say at that moment', () => {
    const { access, store } = desk({}, allow);
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal(undefined);
    const policyDocument = JSON.stringify({ Statement: [{ ...allow, Effect: 'Deny' }] });
    store.policies.put('policy-0', { policyName: 'policy-0', policyDocument, createdAt: 0 });
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal('a policy denies it');
    store.policyCertificates.remove('policy-0', certificateId);
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal('no policy allows it');
    store.certificates.delete(certificateId);
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal(
      'certificate is not registered',
    );
  });

  it('is nothing with a certificate that is not active', () => {
    const { access } = desk({ status: 'INACTIVE' }, allow);
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal('certificate is INACTIVE');
  });

  it('is asked by the ARN of a client, a topic or a topic filter', () => {
    const arn = (rest: string) => `arn:aws:iot:us-east-1:123456789012:${rest}`;
    const { access } = desk(
      {},
      { Effect: 'Allow', Action: 'iot:Connect', Resource: arn('client/SN-0001') },
      { Effect: 'Allow', Action: 'iot:Publish', Resource: arn('topic/a') },
      { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arn('topicfilter/a/#') },
    );
    expect(access.refusal(principal, 'iot:Connect', 'SN-0001')).to.equal(undefined);
    expect(access.refusal(principal, 'iot:Publish', 'a')).to.equal(undefined);
    expect(access.refusal(principal, 'iot:Subscribe', 'a/#')).to.equal(undefined);
    expect(access.refusal(principal, 'iot:Receive', 'a')).to.equal('no policy allows it');
    expect(access.refusal(principal, 'iot:Subscribe', 'a/b')).to.equal('no policy allows it');
  });

  it('knows a thing only by a client id that is its name, with a certificate attached to it', () => {
    const Condition = { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } };
    const { access, store } = desk({}, { ...allow, Condition });
    for (const thingName of ['SN-0001', 'SN-0002']) {
      const thing = { thingName, thingId: thingName, attributes: {}, version: 1, createdAt: 0 };
      store.things.put(thingName, thing);
    }
    const may = (clientId: string) =>
      access.refusal({ clientId, certificateId }, 'iot:Connect', clientId) === undefined;
    expect(may('SN-0001')).to.equal(false);
    store.thingCertificates.add('SN-0001', certificateId);
    expect(may('SN-0001')).to.equal(true);
    expect(may('SN-0002')).to.equal(false);
  });

  it('of a provisioning claim is to provision through its template, whatever is attached to it', () => {
    const { access, clock } = desk(
      { claimOf: 'first-fleet', endsAt: Date.UTC(2030, 0, 1) + 300_000 },
      allow,
    );
    const of = (template: string) => `$aws/provisioning-templates/${template}/provision/json`;
    expect(access.refusal(principal, 'iot:Connect', 'anything')).to.equal(undefined);
    for (const topic of [
      '$aws/certificates/create/json',
      '$aws/certificates/create-from-csr/cbor',
      of('first-fleet'),
    ]) {
      expect(access.refusal(principal, 'iot:Publish', topic)).to.equal(undefined);
      expect(access.refusal(principal, 'iot:Subscribe', `${topic}/accepted`)).to.equal(undefined);
      expect(access.refusal(principal, 'iot:Receive', `${topic}/accepted`)).to.equal(undefined);
    }
    for (const topic of [
      'a',
      of('other-fleet'),
      of('first-fleet-2'),
      '$aws/things/x/shadow/update',
    ]) {
      expect(access.refusal(principal, 'iot:Publish', topic)).to.equal('no policy allows it');
    }
    expect(
      access.refusal(principal, 'iot:RetainPublish', '$aws/certificates/create/json'),
    ).to.equal('no policy allows it');
    clock.advance(300_000);
    expect(access.refusal(principal, 'iot:Connect', 'anything')).to.equal(
      'certificate is not registered',
    );
  });
});
