import {
  CreateKeysAndCertificateCommand,
  RegisterCertificateWithoutCACommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import { defineCheck, permit } from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { claimCertificate } from '@gangway/plugins/claim-certificate';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, verdictOf } from '../deciding.js';
import { aSignal, certificateId, certificatesAt, localOptions } from '../thing/asking.js';
import { describeWithMoto } from '../thing/moto-iot.js';

describeWithMoto('aws-iot-certificate-registry with moto', (moto) => {
  it('finds what is there, with status, owner, dates', async () => {
    const registry = certificatesAt(moto().url, { cacheSeconds: 0 });
    const find = (id: string) => registry.find(id, { signal: aSignal() });
    expect(await find(certificateId('99'))).to.equal(undefined);
    const { certificatePem } = anEvent();
    const { certificateId: id = '' } = await moto().client.send(
      new RegisterCertificateWithoutCACommand({ certificatePem, status: 'INACTIVE' }),
    );
    const found = await find(id);
    expect(found).to.include({
      certificateId: id,
      status: 'INACTIVE',
      ownerAccount: '123456789012',
    });
    expect(found?.createdAt).to.be.closeTo(Date.now(), 60_000);
    expect(found?.validity?.notAfter).to.be.above(Date.now());
  });

  it('lets a claim certificate ask while it is active, and not after', async () => {
    const { certificateId: claimCertificateId = '' } = await moto().client.send(
      new CreateKeysAndCertificateCommand({ setAsActive: true }),
    );
    const event = { ...anEvent(), claimCertificateId };
    const ask = async (claimed: typeof event) =>
      verdictOf(
        await decide(
          [
            awsIotCertificateRegistry(localOptions(moto().url)),
            defineCheck('known', () => permit()),
            claimCertificate({ maxAgeDays: 1 }),
          ],
          claimed,
          { at: Date.now() },
        ),
      );
    expect(await ask(event)).to.equal('ALLOW');
    expect(await ask({ ...event, claimCertificateId: certificateId('99') })).to.equal(
      'DENY_POLICY CLAIM_CERTIFICATE_UNKNOWN',
    );
    await moto().client.send(
      new UpdateCertificateCommand({ certificateId: claimCertificateId, newStatus: 'REVOKED' }),
    );
    expect(await ask(event)).to.equal('DENY_POLICY CLAIM_CERTIFICATE_NOT_ACTIVE');
  });
});
