import { X509Certificate } from 'node:crypto';
import {
  CertificateStateException,
  CreateCertificateFromCsrCommand,
  CreateKeysAndCertificateCommand,
  CreateProvisioningClaimCommand,
  DeleteCertificateCommand,
  DeleteConflictException,
  DescribeCertificateCommand,
  InvalidRequestException,
  ListCertificatesCommand,
  ResourceNotFoundException,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import type { CertificateStatus } from '@gangway/core';
import { makeCertificate, makeSigningRequest } from '@gangway/testing';
import { expect } from 'chai';
import { type ControlBench, refusalOf, startControlBench } from './control-bench.js';

describe('certificates, by the AWS SDK', () => {
  let bench: ControlBench;
  beforeEach(async () => {
    bench = await startControlBench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const describeCertificate = async (certificateId: string | undefined) => {
    const command = new DescribeCertificateCommand({ certificateId });
    return (await bench.client.send(command)).certificateDescription;
  };
  const create = async (setAsActive = true) => {
    const command = new CreateKeysAndCertificateCommand({ setAsActive });
    const { certificateId = '' } = await bench.client.send(command);
    return certificateId;
  };
  const update = (certificateId: string, newStatus: CertificateStatus) =>
    bench.client.send(new UpdateCertificateCommand({ certificateId, newStatus }));
  const remove = (certificateId: string, forceDelete = false) =>
    bench.client.send(new DeleteCertificateCommand({ certificateId, forceDelete }));
  const list = async (input: ListCertificatesCommand['input'] = {}) => {
    const { certificates = [], nextMarker } = await bench.client.send(
      new ListCertificatesCommand(input),
    );
    return { ids: certificates.map(({ certificateId }) => certificateId), nextMarker };
  };

  it('come with their keys, and are described', async () => {
    const made = await bench.client.send(
      new CreateKeysAndCertificateCommand({ setAsActive: true }),
    );
    const { certificateId = '', certificatePem = '', keyPair } = made;
    const certificate = new X509Certificate(certificatePem);
    expect(keyPair?.PublicKey).to.equal(
      certificate.publicKey.export({ type: 'spki', format: 'pem' }),
    );
    expect(keyPair?.PrivateKey).to.contain('PRIVATE KEY');
    expect(await describeCertificate(certificateId)).to.deep.equal({
      certificateArn: `arn:aws:iot:eu-north-1:123456789012:cert/${certificateId}`,
      certificateId,
      status: 'ACTIVE',
      certificatePem,
      ownedBy: '123456789012',
      creationDate: new Date(bench.clock.now()),
      lastModifiedDate: new Date(bench.clock.now()),
      customerVersion: 1,
      transferData: {},
      validity: { notBefore: certificate.validFromDate, notAfter: certificate.validToDate },
      certificateMode: 'DEFAULT',
    });
  });

  it('are inactive unless told', async () => {
    const { pem } = await makeSigningRequest();
    const { certificateId } = await bench.client.send(
      new CreateCertificateFromCsrCommand({ certificateSigningRequest: pem }),
    );
    expect(await describeCertificate(certificateId)).to.include({ status: 'INACTIVE' });
    expect(await describeCertificate(await create(false))).to.include({ status: 'INACTIVE' });
  });

  it('are not made of what is no signing request, and nothing of it is said', async () => {
    const call = bench.client.send(
      new CreateCertificateFromCsrCommand({ certificateSigningRequest: 'SECRET' }),
    );
    expect(await refusalOf(call)).to.be.instanceOf(InvalidRequestException);
    expect(bench.account.store.certificates.count()).to.equal(0);
    expect(JSON.stringify(bench.log.lines)).not.to.contain('SECRET');
  });

  it('are listed by when they were made, page by page, either way', async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      made.push(await create());
      bench.clock.advance(1_000);
    }
    const first = await list({ pageSize: 2, ascendingOrder: true });
    expect(first.ids).to.deep.equal(made.slice(0, 2));
    const second = await list({ pageSize: 2, ascendingOrder: true, marker: first.nextMarker });
    expect(second).to.deep.equal({ ids: made.slice(2), nextMarker: undefined });
    expect((await list()).ids).to.deep.equal(made.toReversed());
  });

  it('refuse the marker of another list', async () => {
    await create();
    await create();
    const { nextMarker } = await list({ pageSize: 1, ascendingOrder: true });
    expect(nextMarker).to.be.a('string');
    expect(await refusalOf(list({ marker: nextMarker }))).to.be.instanceOf(InvalidRequestException);
  });

  describe('when their status changes', () => {
    for (const status of ['INACTIVE', 'REVOKED'] as const) {
      it(`to ${status} are cut off`, async () => {
        const id = await create();
        bench.clock.advance(1_000);
        await update(id, status);
        expect(bench.disconnected).to.deep.equal([id]);
        expect(await describeCertificate(id)).to.deep.include({
          status,
          lastModifiedDate: new Date(bench.clock.now()),
        });
      });
    }

    it('to ACTIVE are not', async () => {
      const id = await create(false);
      await update(id, 'ACTIVE');
      expect(bench.disconnected).to.deep.equal([]);
      expect(await describeCertificate(id)).to.include({ status: 'ACTIVE' });
    });

    it('do not take the statuses that AWS IoT uses itself', async () => {
      const id = await create();
      for (const status of [
        'PENDING_ACTIVATION',
        'PENDING_TRANSFER',
        'REGISTER_INACTIVE',
      ] as const) {
        expect(await refusalOf(update(id, status))).to.be.instanceOf(InvalidRequestException);
      }
      expect(await describeCertificate(id)).to.include({ status: 'ACTIVE' });
    });

    it('wait for their activation no more', async () => {
      const { certificateId, pem } = await makeCertificate();
      const now = bench.clock.now();
      bench.account.store.certificates.put(certificateId, {
        certificateId,
        certificatePem: pem,
        status: 'PENDING_ACTIVATION',
        createdAt: now,
        modifiedAt: now,
        endsAt: now + 3_600_000,
      });
      await update(certificateId, 'ACTIVE');
      bench.clock.advance(3_600_000);
      expect(await describeCertificate(certificateId)).to.include({ status: 'ACTIVE' });
      expect(bench.account.store.certificates.get(certificateId)).not.to.have.property('endsAt');
    });
  });

  describe('when they are deleted', () => {
    it('are gone', async () => {
      const id = await create(false);
      await remove(id);
      expect(await refusalOf(describeCertificate(id))).to.be.instanceOf(ResourceNotFoundException);
      expect(await refusalOf(remove(id))).to.be.instanceOf(ResourceNotFoundException);
    });

    it('stay while they are active, by force too', async () => {
      const id = await create();
      expect(await refusalOf(remove(id))).to.be.instanceOf(CertificateStateException);
      expect(await refusalOf(remove(id, true))).to.be.instanceOf(CertificateStateException);
    });

    it('stay while a thing has them, by force too', async () => {
      const id = await create(false);
      bench.account.store.thingCertificates.add('SN-0001', id);
      expect(await refusalOf(remove(id))).to.be.instanceOf(DeleteConflictException);
      expect(await refusalOf(remove(id, true))).to.be.instanceOf(DeleteConflictException);
    });

    it('stay while they have a policy, but for force', async () => {
      const id = await create(false);
      bench.account.store.policyCertificates.add('device', id);
      expect(await refusalOf(remove(id))).to.be.instanceOf(DeleteConflictException);
      await remove(id, true);
      expect(bench.account.store.policyCertificates.rightsOf('device')).to.deep.equal([]);
    });
  });

  describe('of a provisioning claim', () => {
    const claim = () =>
      bench.client.send(new CreateProvisioningClaimCommand({ templateName: 'first-fleet' }));
    const putTemplate = (type: 'FLEET_PROVISIONING' | 'JITP') =>
      bench.account.store.templates.put('first-fleet', {
        templateName: 'first-fleet',
        enabled: true,
        type,
        provisioningRoleArn: 'arn:aws:iam::123456789012:role/provisioning',
        versions: [{ versionId: 1, templateBody: '{}', createdAt: 0 }],
        defaultVersionId: 1,
        createdAt: 0,
        modifiedAt: 0,
      });

    it('are active for five minutes, through one template, and in no list', async () => {
      putTemplate('FLEET_PROVISIONING');
      const { certificateId = '', certificatePem = '', keyPair, expiration } = await claim();
      expect(
        new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }),
      ).to.equal(keyPair?.PublicKey);
      expect(expiration).to.deep.equal(new Date(bench.clock.now() + 300_000));
      expect(bench.account.store.certificates.get(certificateId)).to.include({
        claimOf: 'first-fleet',
        status: 'ACTIVE',
      });
      expect((await list()).ids).to.deep.equal([]);
      bench.clock.advance(299_999);
      expect(await describeCertificate(certificateId)).to.include({ status: 'ACTIVE' });
      bench.clock.advance(1);
      expect(await refusalOf(describeCertificate(certificateId))).to.be.instanceOf(
        ResourceNotFoundException,
      );
    });

    it('end then also when somebody has set their status', async () => {
      putTemplate('FLEET_PROVISIONING');
      const { certificateId = '' } = await claim();
      await update(certificateId, 'ACTIVE');
      bench.clock.advance(300_000);
      expect(await refusalOf(update(certificateId, 'ACTIVE'))).to.be.instanceOf(
        ResourceNotFoundException,
      );
    });

    it('are for fleets, and for a template that is there', async () => {
      expect(await refusalOf(claim())).to.be.instanceOf(ResourceNotFoundException);
      putTemplate('JITP');
      expect(await refusalOf(claim())).to.be.instanceOf(InvalidRequestException);
      expect(bench.account.store.certificates.count()).to.equal(0);
    });
  });
});
