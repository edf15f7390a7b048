import {
  AttachThingPrincipalCommand,
  CreateThingCommand,
  RegisterCertificateWithoutCACommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot';
import { defineCheck, type PreProvisioningEvent, permit } from '@gangway/core';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { thingGuard } from '@gangway/plugins/thing-guard';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { decide, verdictOf } from '../deciding.js';
import { aSignal, localOptions, registryAt } from './asking.js';
import { describeWithMoto } from './moto-iot.js';

describeWithMoto('aws-iot-thing-registry with moto', (moto) => {
  /** Makes a thing with the certificate of an event, as the template of a hook that allowed it would. */
  async function provision(thingName: string, { certificatePem }: PreProvisioningEvent) {
    await moto().client.send(new CreateThingCommand({ thingName }));
    const { certificateArn, certificateId } = await moto().client.send(
      new RegisterCertificateWithoutCACommand({ certificatePem, status: 'ACTIVE' }),
    );
    await moto().client.send(
      new AttachThingPrincipalCommand({ thingName, principal: certificateArn }),
    );
    return certificateId ?? '';
  }

  it('finds what is there, with the statuses of its certificates', async () => {
    const registry = registryAt(moto().url, { cacheSeconds: 0 });
    const find = (name: string) => registry.find(name, { signal: aSignal() });
    expect(await find('moto-1')).to.equal(undefined);
    await moto().client.send(new CreateThingCommand({ thingName: 'moto-1' }));
    expect(await find('moto-1')).to.deep.equal({ name: 'moto-1', activeCertificateIds: [] });
    const id = await provision('moto-1', anEvent());
    expect(await find('moto-1')).to.deep.equal({ name: 'moto-1', activeCertificateIds: [id] });
    await moto().client.send(
      new UpdateCertificateCommand({ certificateId: id, newStatus: 'INACTIVE' }),
    );
    expect(await find('moto-1')).to.deep.equal({ name: 'moto-1', activeCertificateIds: [] });
  });

  it('denies a takeover, and lets the device itself come again', async () => {
    const device = anEvent({ serialNumber: 'moto-2' });
    const plugins = [
      awsIotThingRegistry(localOptions(moto().url)),
      defineCheck('known', () => permit()),
      thingGuard({ thingName: { parameter: 'SerialNumber' } }),
    ];
    expect(verdictOf(await decide(plugins, device))).to.equal('ALLOW');
    // moto's ids are hashes of the PEM's text, not of the certificate, unless its own process is told otherwise.
    const certificateId = await provision('moto-2', device);
    expect(verdictOf(await decide(plugins, { ...device, certificateId }))).to.equal('ALLOW');
    expect(verdictOf(await decide(plugins, anEvent({ serialNumber: 'moto-2' })))).to.equal(
      'DENY_POLICY THING_HAS_ANOTHER_CERTIFICATE',
    );
  });
});
