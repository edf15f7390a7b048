import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { ProvisioningCall } from '../../dist/provisioning/provisioning-service.js';
import { type Desk, dump, makeDesk, refusalOf, signingRequest } from './desk.js';

const hour = 3_600_000;
const invalid = {
  statusCode: 400,
  errorCode: 'InvalidRequest',
  errorMessage: 'Request payload is invalid.',
};
const empty = { ...invalid, errorMessage: 'Certificate signing request cannot be empty.' };

const call = (desk: Desk, operation: ProvisioningCall['operation'], payload: unknown) =>
  desk.service.call({ operation, payload, templateName: '' }, desk.caller);

describe('CreateKeysAndCertificate', () => {
  it('answers id, certificate, key and token, and stores the certificate as pending for an hour', async () => {
    const desk = await makeDesk();
    const answer = await call(desk, 'CreateKeysAndCertificate', {});
    expect(answer).to.have.all.keys(
      'certificateId',
      'certificatePem',
      'privateKey',
      'certificateOwnershipToken',
    );
    const now = desk.clock.now();
    expect(desk.store.certificates.get(String(answer.certificateId))).to.deep.equal({
      certificateId: answer.certificateId,
      certificatePem: answer.certificatePem,
      status: 'PENDING_ACTIVATION',
      createdAt: now,
      modifiedAt: now,
      endsAt: now + hour,
    });
  });

  it('keeps of a token its SHA-256 alone, and draws another each time', async () => {
    const desk = await makeDesk();
    const tokens = [await desk.create(), await desk.create()].map(
      ({ certificateOwnershipToken }) => certificateOwnershipToken,
    );
    expect(new Set(tokens).size).to.equal(2);
    for (const token of tokens) {
      expect(token).to.match(/^[A-Za-z0-9_-]{43,512}$/);
      const hash = createHash('sha256').update(token).digest('hex');
      expect(desk.store.tokens.get(hash)?.endsAt).to.equal(desk.clock.now() + hour);
      expect(JSON.stringify([dump(desk.store), desk.logger.lines])).to.not.include(token);
    }
  });

  for (const payload of [undefined, null, '', 'text', [], 7, { anything: true }]) {
    it(`does not look at a payload: ${JSON.stringify(payload)}`, async () => {
      const desk = await makeDesk();
      expect(await call(desk, 'CreateKeysAndCertificate', payload)).to.have.property('privateKey');
    });
  }

  it('logs no key, token or certificate', async () => {
    const desk = await makeDesk();
    const answer = await call(desk, 'CreateKeysAndCertificate', {});
    expect(desk.logger.lines).to.deep.equal([
      {
        level: 'info',
        message: 'accepted',
        fields: {
          operation: 'CreateKeysAndCertificate',
          requestId: 'request-1',
          clientId: 'client-1',
          claimCertificateId: desk.caller.certificateId,
          certificateId: answer.certificateId,
        },
      },
    ]);
  });
});

describe('CreateCertificateFromCsr', () => {
  it('answers token, id and certificate, and no key', async () => {
    const desk = await makeDesk();
    const payload = { certificateSigningRequest: signingRequest.pem };
    const answer = await call(desk, 'CreateCertificateFromCsr', payload);
    expect(answer).to.have.all.keys('certificateOwnershipToken', 'certificateId', 'certificatePem');
    expect(desk.store.certificates.get(String(answer.certificateId))?.status).to.equal(
      'PENDING_ACTIVATION',
    );
  });

  const bad: readonly [unknown, object][] = [
    [undefined, invalid],
    [null, invalid],
    ['text', invalid],
    [[], invalid],
    [new Map([['certificateSigningRequest', signingRequest.pem]]), invalid],
    [{}, empty],
    [{ certificateSigningRequest: '' }, empty],
    [{ certificateSigningRequest: null }, empty],
    [{ certificateSigningRequest: 7 }, invalid],
    [{ certificateSigningRequest: [signingRequest.pem] }, invalid],
    [Object.create({ certificateSigningRequest: signingRequest.pem }), invalid],
  ];
  for (const [index, [payload, refusal]] of bad.entries()) {
    it(`refuses a payload without a signing request (${index + 1})`, async () => {
      const desk = await makeDesk();
      const before = dump(desk.store);
      expect(await refusalOf(call(desk, 'CreateCertificateFromCsr', payload))).to.deep.equal(
        refusal,
      );
      expect(dump(desk.store)).to.deep.equal(before);
    });
  }
});
