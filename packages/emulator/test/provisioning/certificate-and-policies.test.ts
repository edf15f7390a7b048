import { createHash } from 'node:crypto';
import type { CertificateRow } from '@gangway/emulator';
import { expect } from 'chai';
import { type Desk, dump, makeDesk, refusalOf } from './desk.js';
import { resourcesTemplate } from './templates.js';

const parameters = { SerialNumber: 'SN-0001' };
const certificateTemplate = (Status: string | undefined, setting?: string) =>
  resourcesTemplate({
    certificate: {
      Type: 'AWS::IoT::Certificate',
      Properties: {
        CertificateId: { Ref: 'AWS::IoT::Certificate::Id' },
        ...(Status === undefined ? {} : { Status }),
      },
      ...(setting === undefined ? {} : { OverrideSettings: { Status: setting } }),
    },
  });

/** Registers a certificate that an operator has given another status before. */
async function registered(body: object, status?: CertificateRow['status']) {
  const desk = await makeDesk({ body });
  const { certificateId, certificateOwnershipToken } = await desk.create();
  const row = desk.store.certificates.get(certificateId);
  if (row !== undefined && status !== undefined) {
    desk.store.certificates.put(certificateId, { ...row, status });
  }
  const before = dump(desk.store);
  const told = await refusalOf(desk.register({ certificateOwnershipToken, parameters }));
  return {
    desk,
    certificateId,
    told,
    status: desk.store.certificates.get(certificateId)?.status,
    unchanged: JSON.stringify(before) === JSON.stringify(dump(desk.store)),
  };
}

describe('the status of a certificate', () => {
  for (const setting of [undefined, 'DO_NOTHING', 'REPLACE', 'FAIL']) {
    it(`is the template's for a new one, with Status ${setting}`, async () => {
      const { told, status } = await registered(certificateTemplate('INACTIVE', setting));
      expect([told, status]).to.deep.equal(['accepted', 'INACTIVE']);
    });
  }

  it('is ACTIVE where the template does not say', async () => {
    expect(await registered(certificateTemplate(undefined))).to.include({ status: 'ACTIVE' });
  });

  const known: readonly [CertificateRow['status'], string | undefined, string][] = [
    ['INACTIVE', undefined, 'INACTIVE'],
    ['INACTIVE', 'DO_NOTHING', 'INACTIVE'],
    ['INACTIVE', 'REPLACE', 'ACTIVE'],
  ];
  for (const [status, setting, after] of known) {
    it(`of one that is ${status} becomes ${after}, with Status ${setting}`, async () => {
      const outcome = await registered(certificateTemplate('ACTIVE', setting), status);
      expect(outcome).to.include({ told: 'accepted', status: after });
    });
  }

  it('of one that is INACTIVE is a conflict, with Status FAIL', async () => {
    const outcome = await registered(certificateTemplate('ACTIVE', 'FAIL'), 'INACTIVE');
    expect(outcome.told).to.deep.include({ errorCode: 'ResourceConflictsException' });
    expect(outcome.unchanged).to.equal(true);
  });

  for (const setting of [undefined, 'REPLACE']) {
    it(`of one that was revoked is final, with Status ${setting}`, async () => {
      const outcome = await registered(certificateTemplate('ACTIVE', setting), 'REVOKED');
      expect(outcome.desk.reason()).to.match(/^CERTIFICATE_REVOKED: /);
      expect(outcome.unchanged).to.equal(true);
    });
  }
});

describe('the policies of a template', () => {
  const document = '{"Version":"2012-10-17","Statement":[]}';
  const byDocument = { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: document } };
  const policyName = createHash('sha256').update(document).digest('hex');

  it('by document are called after its hash, and made once for all devices', async () => {
    const desk = await makeDesk({ body: resourcesTemplate({ policy: byDocument }) });
    const ids = [await oneMore(desk, 'SN-0001'), await oneMore(desk, 'SN-0002')];
    expect(desk.store.policies.get(policyName)?.policyDocument).to.equal(document);
    expect(desk.store.policyCertificates.rightsOf(policyName)).to.deep.equal(ids.sort());
    expect(desk.store.policies.count()).to.equal(2);
  });

  it('by name must exist; otherwise nothing of the template is done', async () => {
    const policy = { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'none' } };
    const { desk, told, unchanged } = await registered(
      resourcesTemplate({ policy: byDocument, second: policy }),
    );
    expect(told).to.deep.include({ statusCode: 400, errorCode: 'ResourceRegistrationFailure' });
    expect(desk.reason()).to.equal('RESOURCE_MISSING: there is no policy "none"');
    expect(unchanged).to.equal(true);
  });
});

async function oneMore(desk: Desk, SerialNumber: string): Promise<string> {
  const { certificateId, certificateOwnershipToken } = await desk.create();
  await desk.register({ certificateOwnershipToken, parameters: { SerialNumber } });
  return certificateId;
}
