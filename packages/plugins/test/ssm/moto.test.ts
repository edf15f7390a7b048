import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { type MotoServer, startMoto } from '../moto-server.js';
import { hookAt, type SsmOptions } from './asking.js';

describe('ssm-overrides with moto', function () {
  this.timeout(60_000);
  let moto: MotoServer | undefined;
  let client: SSMClient;
  before(async function () {
    moto = await startMoto();
    if (moto === undefined) {
      console.log('    skipped: moto_server is not installed here (pip install "moto[server]")');
      return this.skip();
    }
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new SSMClient({ endpoint: moto.url, region: 'us-east-1', credentials });
  });
  after(async () => {
    client?.destroy();
    await moto?.close();
  });

  const put = (Name: string, Value: string, Type: 'String' | 'StringList' | 'SecureString') =>
    client.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
  const hookHere = (options: Partial<SsmOptions>) => hookAt(moto?.url ?? '', options);

  it('gives every type of parameter, and the version of each', async () => {
    await put('/fleet/Site', 'Oslo', 'String');
    await put('/fleet/Site', 'Bergen', 'String');
    await put('/fleet/zones', 'a,b', 'StringList');
    await put('/fleet/broker/password', 's3cret', 'SecureString');
    const keys = { Site: 'Site', Zones: 'zones', Password: 'broker/password' };
    const decision = await hookHere({ keys }).hook.decide(anEvent());
    expect(decision).to.have.deep.property('parameterOverrides', {
      Site: 'Bergen',
      Zones: 'a,b',
      Password: 's3cret',
    });
    expect(decision).to.have.nested.property('overrideOrigins.Site.version', '2');
    expect(decision).to.have.nested.property('overrideOrigins.Password.secret', true);
    expect(decision).to.have.nested.property('overrideOrigins.Zones.secret', false);
  });

  it('reads more parameters than one call takes, and misses what is deleted', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `Key${index}`);
    await Promise.all(keys.map((key) => put(`/many/${key}`, key, 'String')));
    const { hook, clock } = hookHere({ path: '/many', keys });
    const decision = await hook.decide(anEvent());
    expect(decision).to.have.deep.property(
      'parameterOverrides',
      Object.fromEntries(keys.map((key) => [key, key])),
    );
    await client.send(new DeleteParameterCommand({ Name: '/many/Key11' }));
    clock.advance(300_000);
    const denied = await hook.decide(anEvent());
    expect(verdictOf(denied)).to.equal('DENY_ERROR PARAMETER_STORE_PARAMETER_MISSING');
  });
});
