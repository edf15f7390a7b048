import { composeHook, defineHook } from '@gangway/composition';
import type { PreProvisioningEvent } from '@gangway/core';
import { defineCheck, definePlugin, deny, overrides, permit } from '@gangway/core';
import { inProcessHook } from '@gangway/emulator';
import { fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { dump, makeDesk, putTemplate, refusalOf, targetArn, yes } from './desk.js';
import { resourcesTemplate, simpleTemplate } from './templates.js';

const parameters = { SerialNumber: 'SN-0001' };
const accessDenied = { statusCode: 403, errorCode: 'AccessDenied', errorMessage: 'Access Denied' };

describe('RegisterThing', () => {
  it('provisions thing, policy and certificate, and answers configuration and name', async () => {
    const desk = await makeDesk();
    const { certificateId, certificateOwnershipToken } = await desk.create();
    const answer = await desk.register({ certificateOwnershipToken, parameters });
    expect(answer).to.deep.equal({
      deviceConfiguration: { Site: 'nowhere' },
      thingName: 'SN-0001',
    });
    const { store } = desk;
    expect(store.things.get('SN-0001')?.attributes).to.deep.equal({ site: 'nowhere' });
    expect(store.thingCertificates.rightsOf('SN-0001')).to.deep.equal([certificateId]);
    expect(store.policyCertificates.rightsOf('device')).to.deep.equal([certificateId]);
    const certificate = store.certificates.get(certificateId);
    expect(certificate?.status).to.equal('ACTIVE');
    expect(certificate).to.not.have.property('endsAt');
    expect(store.tokens.count()).to.equal(0);
  });

  it('sends the hook exactly the six fields, with parameters that no template declares', async () => {
    const asked: [PreProvisioningEvent, object][] = [];
    const desk = await makeDesk({
      ask: async (event, { signal: _, ...options }) => {
        asked.push([event, options]);
        return yes;
      },
    });
    const { certificateId, certificatePem, certificateOwnershipToken } = await desk.create();
    const sent = JSON.parse('{"SerialNumber":"SN-0001","Undeclared":"x","__proto__":"y","":"z"}');
    await desk.register({ certificateOwnershipToken, parameters: sent });
    const [[event, options] = [undefined, undefined]] = asked;
    expect(JSON.parse(JSON.stringify(event))).to.deep.equal({
      claimCertificateId: desk.caller.certificateId,
      certificateId,
      certificatePem,
      templateArn: 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet',
      clientId: 'client-1',
      parameters: sent,
    });
    expect(options).to.deep.equal({ requestId: 'request-1', targetArn });
  });

  it('sends the hook empty parameters where the device sent none', async () => {
    const asked: unknown[] = [];
    const desk = await makeDesk({
      ask: async ({ parameters: sent }) => {
        asked.push({ ...sent });
        return { allowProvisioning: true, parameterOverrides: parameters };
      },
    });
    for (const payload of [{}, { parameters: null }]) {
      const { certificateOwnershipToken } = await desk.create();
      await desk.register({ certificateOwnershipToken, ...payload });
    }
    expect(asked).to.deep.equal([{}, {}]);
  });

  it('lets overrides replace what the device sent', async () => {
    const parameterOverrides = { Site: 'Oslo', Undeclared: 'x' };
    const desk = await makeDesk({
      ask: async () => ({ allowProvisioning: true, parameterOverrides }),
    });
    const { certificateOwnershipToken } = await desk.create();
    const answer = await desk.register({
      certificateOwnershipToken,
      parameters: { ...parameters, Site: 'Rome' },
    });
    expect(answer).to.deep.include({ deviceConfiguration: { Site: 'Oslo' } });
  });

  it('asks a composed hook in this process, and tells the device no reason', async () => {
    const check = defineCheck('known', ({ parameters: { SerialNumber } }) =>
      SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
    );
    const site = definePlugin({
      name: 'site',
      build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) } }),
    });
    const composed = composeHook(defineHook([check, site()]), {
      replace: [fakeClock().plugin(), memoryLogger().plugin()],
    });
    const { ask } = inProcessHook(composed);
    const desk = await makeDesk({ ask });
    const { certificateOwnershipToken } = await desk.create();
    const stranger = { certificateOwnershipToken, parameters: { SerialNumber: 'SN-0002' } };
    expect(await refusalOf(desk.register(stranger))).to.deep.equal(accessDenied);
    expect(desk.reason()).to.equal('HOOK_DENIED: allowProvisioning is false');
    const answer = await desk.register({ certificateOwnershipToken, parameters });
    expect(answer).to.deep.include({ deviceConfiguration: { Site: 'Oslo' } });
  });

  it('goes on without a hook where the template has none', async () => {
    const desk = await makeDesk({ hasHook: false, ask: () => Promise.reject(new Error('asked')) });
    const { certificateOwnershipToken } = await desk.create();
    const answer = await desk.register({ certificateOwnershipToken, parameters });
    expect(answer).to.deep.include({ thingName: 'SN-0001' });
  });

  it('keeps the token, and writes nothing, when the template fails after a yes', async () => {
    const desk = await makeDesk();
    const { certificateOwnershipToken } = await desk.create();
    const before = dump(desk.store);
    const bad = { certificateOwnershipToken, parameters: { SerialNumber: 'SN 0001' } };
    expect(await refusalOf(desk.register(bad))).to.deep.include({ statusCode: 400 });
    expect(desk.reason()).to.match(/^TEMPLATE_NOT_EVALUATED: THING_NAME_INVALID at /);
    expect(dump(desk.store)).to.deep.equal(before);
    await desk.register({ certificateOwnershipToken, parameters });
    expect(desk.store.things.count()).to.equal(1);
  });

  it('lets exactly one of two calls with one token through', async () => {
    const open = Promise.withResolvers<void>();
    const desk = await makeDesk({
      ask: async () => {
        await open.promise;
        return yes;
      },
    });
    const { certificateOwnershipToken } = await desk.create();
    const calls = ['SN-0001', 'SN-0002'].map((SerialNumber) =>
      refusalOf(desk.register({ certificateOwnershipToken, parameters: { SerialNumber } })),
    );
    open.resolve();
    expect(await Promise.all(calls)).to.deep.equal([
      'accepted',
      {
        statusCode: 400,
        errorCode: 'InvalidCertificateOwnershipToken',
        errorMessage: 'Certificate ownership token is invalid.',
      },
    ]);
    expect(desk.store.things.list().map(({ thingName }) => thingName)).to.deep.equal(['SN-0001']);
  });

  it('lets no device name a certificate that is not its own', async () => {
    const other = 'ab'.repeat(32);
    const certificate = {
      Type: 'AWS::IoT::Certificate',
      Properties: { CertificateId: { Ref: 'SerialNumber' } },
    };
    const desk = await makeDesk({ body: resourcesTemplate({ certificate }) });
    const { certificateOwnershipToken } = await desk.create();
    const before = dump(desk.store);
    await refusalOf(
      desk.register({ certificateOwnershipToken, parameters: { SerialNumber: other } }),
    );
    expect(desk.reason()).to.match(/^(CERTIFICATE_NOT_ITS_OWN|TEMPLATE_INVALID): /);
    expect(dump(desk.store)).to.deep.equal(before);
  });

  it('does not let a device or a hook say what the certificate id is', async () => {
    const claimed = { 'AWS::IoT::Certificate::Id': 'ab'.repeat(32) };
    const desk = await makeDesk({
      ask: async () => ({ allowProvisioning: true, parameterOverrides: claimed }),
    });
    const { certificateId, certificateOwnershipToken } = await desk.create();
    await desk.register({ certificateOwnershipToken, parameters: { ...parameters, ...claimed } });
    expect(desk.store.thingCertificates.rightsOf('SN-0001')).to.deep.equal([certificateId]);
  });

  it('reads a template again when another version became its default', async () => {
    const desk = await makeDesk();
    const one = await desk.create();
    await desk.register({ certificateOwnershipToken: one.certificateOwnershipToken, parameters });
    const { DeviceConfiguration: _, ...body } = simpleTemplate();
    putTemplate(desk.store, 'first-fleet', body);
    const { certificateOwnershipToken } = await desk.create();
    const answer = await desk.register({ certificateOwnershipToken, parameters });
    expect(answer).to.deep.equal({ deviceConfiguration: {}, thingName: 'SN-0001' });
  });
});
