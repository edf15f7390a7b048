import { openDynamodbStore } from '@gangway/plugins/dynamodb-device-registry';
import { expect } from 'chai';
import { renewableClient } from '../../dist/aws-client/renewable-client.js';
import { codeOf } from '../dynamodb/ledger-entries.js';
import { credentials, realClock } from '../dynamodb/opened-stores.js';
import { aSignal, registryAt } from '../thing/asking.js';
import { type RefusingServer, refusingServer } from './refusing-server.js';

describe('a client whose credentials are refused', function () {
  this.timeout(20_000);
  let server: RefusingServer | undefined;
  afterEach(() => server?.close());

  it('costs dynamodb-device-registry no connection for each call, and none is left when it is closed', async () => {
    server = await refusingServer('InvalidSignatureException');
    const where = { table: 'devices', endpoint: server.url, region: 'us-east-1', credentials };
    const store = openDynamodbStore({ ...where, clock: realClock, maxAttempts: 1 });
    for (let call = 0; call < 200; call += 1) {
      const code = await codeOf(store.registry.find('SN-1', { signal: aSignal() }));
      expect(code).to.equal('STORE_FORBIDDEN');
    }
    expect(server.open()).to.be.below(4);
    await store.close();
    await server.idle();
  });

  it('costs aws-iot-thing-registry no connection for each call', async () => {
    server = await refusingServer('ExpiredTokenException');
    const registry = registryAt(server.url);
    for (let call = 0; call < 100; call += 1) {
      const code = await codeOf(registry.find('SN-1', { signal: aSignal() }));
      expect(code).to.equal('THING_REGISTRY_FORBIDDEN');
    }
    expect(server.open()).to.be.below(4);
  });

  describe('is replaced', () => {
    const made: string[] = [];
    const destroyed: string[] = [];
    let now = 0;
    const open = () =>
      renewableClient(
        async () => {
          made.push(`client ${made.length + 1}`);
          return made.at(-1) ?? '';
        },
        (client) => destroyed.push(client),
        () => now,
      );
    beforeEach(() => {
      made.length = 0;
      destroyed.length = 0;
      now = 0;
    });

    it('once for all who were refused, and again after five seconds alone', async () => {
      const client = open();
      await client.open();
      expect([client.renew('client 1'), client.renew('client 1')]).to.deep.equal([true, true]);
      expect(await client.open()).to.equal('client 2');
      now = 4_999;
      expect([client.renew('client 1'), client.renew('client 2')]).to.deep.equal([true, false]);
      now = 5_000;
      expect(client.renew('client 2')).to.equal(true);
      await client.open();
      await client.close();
      expect(destroyed).to.deep.equal(['client 1', 'client 2', 'client 3']);
    });

    it('and let go when its last work is done', async () => {
      const client = open();
      const work = Promise.withResolvers<void>();
      const working = client.use(() => work.promise);
      await client.open();
      client.renew('client 1');
      expect(destroyed).to.deep.equal([]);
      work.resolve();
      await working;
      expect(destroyed).to.deep.equal(['client 1']);
    });

    it('and let go, too, when its last work heeds no signal and is given up', async () => {
      const client = open();
      const caller = new AbortController();
      const hanging = new Promise<never>(() => undefined);
      const working = client
        .use(() => hanging, caller.signal)
        .catch((error: Error) => error.message);
      await client.open();
      client.renew('client 1');
      caller.abort(new Error('over'));
      expect(await working).to.equal('over');
      expect(destroyed).to.deep.equal(['client 1']);
    });
  });
});
