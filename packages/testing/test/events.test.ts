import { createHash, X509Certificate } from 'node:crypto';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';

describe('anEvent', () => {
  it('carries a real certificate whose SHA-256 is the certificate id', () => {
    const event = anEvent();
    const certificate = new X509Certificate(event.certificatePem);
    expect(createHash('sha256').update(certificate.raw).digest('hex')).to.equal(
      event.certificateId,
    );
    expect(certificate.toString()).to.equal(event.certificatePem);
    expect(certificate.verify(certificate.publicKey)).to.equal(true);
    expect(certificate.subject).to.equal('CN=AWS IoT Certificate');
    expect(certificate.ca).to.equal(false);
    expect(certificate.validFromDate.toISOString()).to.equal('2020-01-01T00:00:00.000Z');
    expect(certificate.validToDate.toISOString()).to.equal('2049-12-31T23:59:59.000Z');
  });

  it('makes another device at every call: certificate, key and claim certificate differ', () => {
    const [one, other] = [anEvent(), anEvent()];
    expect(one.certificateId).to.not.equal(other.certificateId);
    expect(one.claimCertificateId).to.not.equal(other.claimCertificateId);
    expect(one.claimCertificateId).to.match(/^[0-9a-f]{64}$/);
  });

  it('sends the serial number as a parameter and as the client id', () => {
    expect(anEvent({ serialNumber: 'SN-0002' })).to.deep.include({
      clientId: 'SN-0002',
      templateArn: 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet',
      parameters: { SerialNumber: 'SN-0002' },
    });
  });

  it('takes every field from its options', () => {
    const certificate = { pem: 'any text', certificateId: 'a'.repeat(64) };
    const templateArn = 'arn:aws-cn:iot:cn-north-1:210987654321:provisioningtemplate/other';
    expect(
      anEvent({
        templateArn,
        certificate,
        clientId: 'client',
        parameters: { Site: 'Oslo' },
        claimCertificateId: 'b'.repeat(64),
      }),
    ).to.deep.equal({
      claimCertificateId: 'b'.repeat(64),
      certificateId: 'a'.repeat(64),
      certificatePem: 'any text',
      templateArn,
      clientId: 'client',
      parameters: { SerialNumber: 'SN-0001', Site: 'Oslo' },
    });
  });
});
