import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect } from 'chai';
import { type MotoServer, startMoto } from '../moto-server.js';
import { get, outcomeOf, sdkOptions, storeWith } from './asking.js';

describe('secrets-manager with moto', function () {
  this.timeout(60_000);
  let moto: MotoServer | undefined;
  let client: SecretsManagerClient;
  const url = () => moto?.url ?? '';
  const ask = (id: string, request = {}) =>
    outcomeOf(get(storeWith(sdkOptions(url(), { timeoutMs: 4_000 })), id, request));

  before(async function () {
    moto = await startMoto();
    if (moto === undefined) {
      console.log('    skipped: moto_server is not installed here (pip install "moto[server]")');
      return this.skip();
    }
    client = new SecretsManagerClient({
      endpoint: moto.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(new CreateSecretCommand({ Name: 'fleet/key', SecretString: 'first' }));
  });
  after(async () => {
    client?.destroy();
    await moto?.close();
  });

  it('finds what is there, and what is not', async () => {
    expect(await ask('fleet/key')).to.equal('first');
    expect(await ask('fleet/other')).to.equal('none');
    expect(await ask('fleet/key', { stage: 'AWSPENDING' })).to.equal('none');
  });

  it('follows a rotation', async () => {
    const store = storeWith(sdkOptions(url(), { timeoutMs: 4_000, pauseSeconds: 0 }));
    const first = await get(store);
    await client.send(new PutSecretValueCommand({ SecretId: 'fleet/key', SecretString: 'second' }));
    const second = await get(store, 'fleet/key', { rejectedVersion: first?.version ?? '' });
    expect(second?.value).to.equal('second');
    expect(await ask('fleet/key', { stage: 'AWSPREVIOUS' })).to.equal('first');
  });

  it('gives octets', async () => {
    const SecretBinary = Uint8Array.of(0, 255, 10);
    await client.send(new CreateSecretCommand({ Name: 'fleet/octets', SecretBinary }));
    expect(await ask('fleet/octets')).to.deep.equal(SecretBinary);
  });

  it('tells a secret that is marked for deletion from one that is not there', async () => {
    await client.send(new CreateSecretCommand({ Name: 'fleet/old', SecretString: 'old' }));
    await client.send(new DeleteSecretCommand({ SecretId: 'fleet/old' }));
    expect(await ask('fleet/old')).to.equal('SECRETS_MANAGER_REQUEST_REFUSED');
  });
});
