import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, type Plugin, permit } from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { blockList } from '@gangway/plugins/block-list';
import { deviceToken } from '@gangway/plugins/device-token';
import {
  dynamodbDeviceRegistry,
  dynamodbTableDefinition,
} from '@gangway/plugins/dynamodb-device-registry';
import { fileOverrides } from '@gangway/plugins/file-overrides';
import { fileSecretStore } from '@gangway/plugins/file-secret-store';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { signedClaims } from '@gangway/plugins/signed-claims';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { fakeClock, makeClaimsIssuer, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { createDevicesTable, startDynamodbServer } from '@gangway/testing/dynamodb';
import { startIotServer } from '@gangway/testing/iot';
import { startSecretsManagerServer } from '@gangway/testing/secrets';
import { startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { withCredentials } from './dynamodb/opened-stores.js';
import { startKeyServer, withJson } from './signed-claims/key-server.js';
import { localOptions } from './thing/asking.js';

const open = defineCheck('open', () => permit());

/** Asks the probes of one hook as often as a test likes: gives each plugin's name, and its code where it has not answered. */
function probing(plugins: readonly Plugin[], clock = fakeClock()) {
  const replace = [clock.plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()];
  const hook = composeHook(defineHook([open, ...plugins]), { replace });
  return async (signal = new AbortController().signal) =>
    (await hook.probe(signal)).map(({ plugin, answered, code }) =>
      answered ? plugin : `${plugin} ${code}`,
    );
}

describe('the probes of plugins that read files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-probes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('sqlite-device-registry: a read of the file, which must stay the one that was opened', async () => {
    const path = join(folder, 'devices.db');
    const probe = probing([sqliteDeviceRegistry({ path })]);
    expect(await probe()).to.deep.equal(['sqlite-device-registry STORE_UNAVAILABLE']);
    expect(readdirSync(folder)).to.deep.equal([]);
    const store = openSqliteStore({ path, clock: fakeClock(), create: true });
    await store.inventory.stats({ signal: new AbortController().signal });
    await store.close();
    expect(await probe()).to.deep.equal(['sqlite-device-registry']);
    unlinkSync(path);
    expect(await probe()).to.deep.equal(['sqlite-device-registry STORE_UNAVAILABLE']);
  });

  it('file-secret-store: its folder, and who wants a secret asks for it there', async () => {
    const secrets = join(folder, 'secrets');
    const probe = probing([
      fileSecretStore({ folder: secrets }),
      secretsManagerOverrides({ secretId: 'site', keys: ['Site'] }),
    ]);
    const answers = (store: string, overrides: string) => [
      `file-secret-store${store}`,
      `secrets-manager-overrides${overrides}`,
    ];
    const missing = ' SECRET_FOLDER_MISSING';
    expect(await probe()).to.deep.equal(answers(missing, missing));
    writeFileSync(secrets, 'a file and no folder');
    expect((await probe())[0]).to.equal(`file-secret-store${missing}`);
    rmSync(secrets);
    const made = mkdtempSync(join(folder, 'made-'));
    const other = probing([
      fileSecretStore({ folder: made }),
      secretsManagerOverrides({ secretId: 'site', keys: ['Site'] }),
    ]);
    expect(await other()).to.deep.equal(answers('', ' OVERRIDES_SECRET_MISSING'));
    writeFileSync(join(made, 'site'), '{"Site":"Oslo"}');
    expect(await other()).to.deep.equal(answers('', ''));
  });

  it('file-overrides, static-device-registry, block-list, signed-claims: the file, until it was read', async () => {
    const file = (name: string) => join(folder, name);
    const { jwks } = await makeClaimsIssuer();
    const claims = { serialNumber: 'SerialNumber', issuer: 'factory', audience: 'fleet' };
    const probe = probing([
      fileOverrides({ file: file('overrides.json'), keys: ['Site'] }),
      staticDeviceRegistry({ file: file('devices.json') }),
      blockList({ file: file('blocks.json') }),
      signedClaims({ ...claims, jwks: file('keys.json') }),
    ]);
    expect(await probe()).to.deep.equal([
      'file-overrides OVERRIDES_FILE_MISSING',
      'static-device-registry REGISTRY_UNREADABLE',
      'block-list BLOCK_LIST_UNREADABLE',
      'signed-claims SIGNED_CLAIMS_KEYS_UNREADABLE',
    ]);
    writeFileSync(file('overrides.json'), '{"Site":"Oslo"}');
    writeFileSync(file('devices.json'), '[{"id":"SN-0001"}]');
    writeFileSync(file('blocks.json'), '{"clientIds":["probe"]}');
    writeFileSync(file('keys.json'), JSON.stringify(jwks));
    const all = ['file-overrides', 'static-device-registry', 'block-list', 'signed-claims'];
    expect(await probe()).to.deep.equal(all);
    // Of these, overrides alone are read anew for each request.
    for (const name of readdirSync(folder)) unlinkSync(file(name));
    expect(await probe()).to.deep.equal(['file-overrides OVERRIDES_FILE_MISSING', ...all.slice(1)]);
  });
});

describe('the probes of plugins that ask AWS', () => {
  withCredentials();

  it('dynamodb-device-registry: one read of nothing each time', async () => {
    await using server = await startDynamodbServer();
    const table = { table: 'devices', region: 'eu-west-1', endpoint: server.endpoint };
    const probe = probing([dynamodbDeviceRegistry({ ...table, maxAttempts: 1 })]);
    expect(await probe()).to.deep.equal(['dynamodb-device-registry STORE_UNAVAILABLE']);
    await createDevicesTable(server.endpoint, dynamodbTableDefinition('devices'));
    server.forgetCalls();
    for (let times = 0; times < 3; times += 1) {
      expect(await probe()).to.deep.equal(['dynamodb-device-registry']);
    }
    expect(server.calls.map(({ operation }) => operation)).to.deep.equal(
      Array.from({ length: 3 }, () => 'GetItem'),
    );
    await server.close();
    expect(await probe()).to.deep.equal(['dynamodb-device-registry STORE_UNAVAILABLE']);
  });

  it('aws-iot-thing-registry and aws-iot-certificate-registry: one lookup of nothing each', async () => {
    await using iot = await startIotServer();
    // A rate that the first request of a flood has used up.
    const options = localOptions(iot.url, { requestsPerSecond: 1, maxWaitSeconds: 0 });
    const probe = probing([awsIotThingRegistry(options), awsIotCertificateRegistry(options)]);
    const all = ['aws-iot-thing-registry', 'aws-iot-certificate-registry'];
    for (let times = 0; times < 30; times += 1) expect(await probe()).to.deep.equal(all);
    expect(iot.calls).to.deep.equal({
      DescribeThing: 30,
      ListThingPrincipals: 0,
      DescribeCertificate: 30,
    });
    iot.fail('deny');
    expect(await probe()).to.deep.equal([
      'aws-iot-thing-registry THING_REGISTRY_FORBIDDEN',
      'aws-iot-certificate-registry CERTIFICATE_REGISTRY_FORBIDDEN',
    ]);
    iot.mend();
    iot.fail('hang');
    expect(await probe(AbortSignal.timeout(100))).to.deep.equal(
      all.map((name) => `${name} DEADLINE_EXCEEDED`),
    );
    iot.mend();
    expect(await probe()).to.deep.equal(all);
  });

  it('ssm-overrides: what requests ask, no more often than they', async () => {
    await using ssm = await startSsmServer();
    const clock = fakeClock();
    const where = {
      endpoint: ssm.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const kept = { softSeconds: 60, hardSeconds: 600 };
    const plugin = ssmOverrides({ path: '/fleet', keys: ['Site'], ...where, ...kept });
    const probe = probing([plugin], clock);
    expect(await probe()).to.deep.equal(['ssm-overrides PARAMETER_STORE_PARAMETER_MISSING']);
    // What failed is not kept.
    ssm.put('/fleet/Site', 'Oslo');
    for (let times = 0; times < 10; times += 1) {
      expect(await probe()).to.deep.equal(['ssm-overrides']);
    }
    expect(ssm.calls.GetParameters).to.equal(2);
    await ssm.close();
    clock.advance(120_000);
    // As long as the last good value serves requests, the plugin is ready.
    expect(await probe()).to.deep.equal(['ssm-overrides']);
    clock.advance(600_000);
    expect(await probe()).to.deep.equal(['ssm-overrides PARAMETER_STORE_UNAVAILABLE']);
  });

  it('device-token and secrets-manager-overrides: their secrets, through the store', async () => {
    await using server = await startSecretsManagerServer({ secrets: { site: '{"Site":"Oslo"}' } });
    const store = secretsManager({
      via: 'sdk',
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const probe = probing([
      store,
      deviceToken({ serialNumber: 'SerialNumber', secretId: 'keys' }),
      secretsManagerOverrides({ secretId: 'site', keys: ['Site'] }),
    ]);
    // The store knows of no secret by itself.
    const rest = 'secrets-manager-overrides';
    expect(await probe()).to.deep.equal(['device-token DEVICE_TOKEN_KEYS_MISSING', rest]);
    server.put('keys', '{"keys":{"k1":"no key"}}');
    expect(await probe()).to.deep.equal(['device-token DEVICE_TOKEN_KEYS_MALFORMED', rest]);
  });
});

describe('the probe of signed-claims with keys behind a URL', () => {
  const claims = { serialNumber: 'SerialNumber', issuer: 'factory', audience: 'fleet' };

  it('fetches them where there are none that serve, and at the rate of requests', async () => {
    const { jwks } = await makeClaimsIssuer();
    await using server = await startKeyServer(jwks);
    server.answer = withJson('down', 503);
    const clock = fakeClock();
    const probe = probing([signedClaims({ ...claims, jwksUrl: server.url })], clock);
    for (let times = 0; times < 5; times += 1) {
      expect(await probe()).to.deep.equal(['signed-claims SIGNED_CLAIMS_KEYS_UNAVAILABLE']);
    }
    expect(server.asked).to.equal(1);
    server.answer = withJson(jwks);
    clock.advance(1_000);
    for (let times = 0; times < 5; times += 1) {
      expect(await probe()).to.deep.equal(['signed-claims']);
    }
    expect(server.asked).to.equal(2);
    await server.close();
    clock.advance(23 * 3_600_000);
    expect(await probe()).to.deep.equal(['signed-claims']);
    clock.advance(2 * 3_600_000);
    expect(await probe()).to.deep.equal(['signed-claims SIGNED_CLAIMS_KEYS_UNAVAILABLE']);
  });

  it('lets a fetch that it has given up bring its keys after all', async () => {
    const { jwks } = await makeClaimsIssuer();
    await using server = await startKeyServer(jwks);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<() => void>();
    server.answer = (response) => {
      answer.resolve(() => withJson(jwks)(response));
      asked.resolve();
    };
    const probe = probing([signedClaims({ ...claims, jwksUrl: server.url })]);
    const impatient = new AbortController();
    const early = probe(impatient.signal);
    await asked.promise;
    impatient.abort();
    expect(await early).to.deep.equal(['signed-claims DEADLINE_EXCEEDED']);
    (await answer.promise)();
    expect(await probe()).to.deep.equal(['signed-claims']);
    expect(server.asked).to.equal(1);
  });
});

describe('a plugin without a probe', () => {
  it('is one that cannot be asked without deciding, or that depends on nothing outside', () => {
    const plugins = [
      remoteHook({
        url: 'http://127.0.0.1:9000/2015-03-31/functions/function/invocations',
        keys: ['Site'],
      }),
      secretsManager(),
      staticDeviceRegistry({ devices: [{ id: 'SN-0001' }] }),
      blockList({ clientIds: ['probe'] }),
    ];
    expect(plugins.flatMap(({ probes }) => probes)).to.deep.equal([]);
  });
});
