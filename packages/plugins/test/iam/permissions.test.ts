import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, type Plugin, permit } from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { claimCertificate } from '@gangway/plugins/claim-certificate';
import { deviceToken } from '@gangway/plugins/device-token';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { thingGuard } from '@gangway/plugins/thing-guard';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { startIotServer } from '@gangway/testing/iot';
import { startLambdaServer } from '@gangway/testing/lambda';
import { startSecretsManagerServer } from '@gangway/testing/secrets';
import { startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { now } from '../deciding.js';
import { sdkOptions } from '../secrets-manager/asking.js';
import { localOptions } from '../thing/asking.js';
import { provenEvent, ringText, secretId } from '../token/token-factory.js';
import { comparison, expectSame } from './declared-and-done.js';
import { startRecordingFront } from './recording-front.js';

const { signal } = new AbortController();
const open = defineCheck('open', () => permit());
const client = (endpoint: string) => localOptions(endpoint);

/** Gets a hook ready, asks its probes, lets it decide; gives what it says that it needs. */
async function permissionsAfter(plugins: readonly Plugin[], events: readonly unknown[]) {
  const replace = [fakeClock(now).plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()];
  const hook = composeHook(defineHook([open, ...plugins]), { replace });
  await hook.prepare(signal);
  await hook.probe(signal);
  const decisions = [];
  for (const event of events) decisions.push((await hook.decide(event)).outcome);
  expect(decisions, 'what could not be asked was not done').to.not.include('DENY_ERROR');
  return hook.describe().permissions;
}

describe('what a plugin says that it does at AWS is what it does', () => {
  it('aws-iot-certificate-registry', async () => {
    const claimCertificateId = 'ab'.repeat(32);
    await using iot = await startIotServer({ certificates: [] });
    iot.setCertificateStatus(claimCertificateId, 'ACTIVE');
    await using front = await startRecordingFront(iot.url);
    const { region, endpoint, credentials } = client(front.url);
    const declared = await permissionsAfter(
      [awsIotCertificateRegistry({ region, endpoint, credentials }), claimCertificate()],
      [anEvent({ claimCertificateId })],
    );
    expectSame(declared, front.deeds);
  });

  it('aws-iot-thing-registry', async () => {
    await using iot = await startIotServer({
      things: [{ name: 'SN-0001', certificates: { ['ab'.repeat(32)]: 'ACTIVE' } }],
    });
    await using front = await startRecordingFront(iot.url);
    const declared = await permissionsAfter(
      [
        awsIotThingRegistry(client(front.url)),
        thingGuard({ thingName: { parameter: 'SerialNumber' } }),
      ],
      [anEvent()],
    );
    expectSame(declared, front.deeds);
  });

  it('secrets-manager, for who asks for secrets', async () => {
    const secrets = { [secretId]: ringText, site: '{"Site":"Oslo"}', other: 'of nobody' };
    await using server = await startSecretsManagerServer({ secrets });
    await using front = await startRecordingFront(server.url);
    const declared = await permissionsAfter(
      [
        secretsManager(sdkOptions(front.url)),
        deviceToken({ serialNumber: 'SerialNumber', secretId }),
        secretsManagerOverrides({ secretId: 'site', keys: ['Site'] }),
      ],
      [provenEvent()],
    );
    expectSame(declared, front.deeds);
    expect(new Set(front.deeds.map(({ resource }) => resource)).size).to.equal(2);
  });

  it('ssm-overrides', async () => {
    await using server = await startSsmServer({
      parameters: { '/fleet/Site': 'Oslo', '/fleet/Line': '7' },
    });
    await using front = await startRecordingFront(server.url);
    const { region, endpoint, credentials } = client(front.url);
    const keys = ['Site', 'Line'];
    const declared = await permissionsAfter(
      [ssmOverrides({ path: '/fleet', keys, region, endpoint, credentials })],
      [anEvent()],
    );
    expectSame(declared, front.deeds);
  });

  for (const qualifier of [undefined, 'live']) {
    it(`remote-hook, of ${qualifier === undefined ? 'a function' : 'an alias'}`, async () => {
      const answer = { allowProvisioning: true, parameterOverrides: {} };
      await using server = await startLambdaServer({
        functions: { 'old-hook': () => answer, 'old-hook:live': () => answer },
      });
      await using front = await startRecordingFront(server.url);
      const { region, endpoint, credentials } = client(front.url);
      const lambda = { functionName: 'old-hook', region, endpoint, credentials };
      const declared = await permissionsAfter(
        [remoteHook({ lambda: { ...lambda, ...(qualifier && { qualifier }) }, keys: [] })],
        [anEvent()],
      );
      expectSame(declared, front.deeds);
    });
  }
});

describe('the comparison of what is said with what is done', () => {
  const deed = { action: 'iot:DescribeThing', resource: 'arn:aws:iot:us-east-1:1:thing/a' };
  const permission = { ...deed, resource: 'arn:aws:iot:*:*:thing/*' };

  it('finds what nobody said, and what nobody does', () => {
    expect(comparison([], [deed]).undeclared).to.have.lengthOf(1);
    expect(comparison([permission], []).idle).to.have.lengthOf(1);
    const elsewhere = { ...permission, resource: 'arn:aws:iot:eu-west-1:*:thing/*' };
    expect(comparison([elsewhere], [deed])).to.deep.equal({
      undeclared: [`iot:DescribeThing ${deed.resource}`],
      idle: [`iot:DescribeThing ${elsewhere.resource}`],
    });
  });
});
