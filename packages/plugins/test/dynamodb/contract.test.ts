import { deviceStoreContract } from '@gangway/testing/contracts';
import { type DynamodbServer, startDynamodbServer } from '@gangway/testing/dynamodb';
import { type MotoServer, startMoto } from '../moto-server.js';
import { oneAtATime } from './one-at-a-time.js';
import { emptyStore } from './opened-stores.js';

for (const returnsItems of [true, false]) {
  const what = returnsItems ? 'gives back' : 'keeps to itself';
  describe(`dynamodb-device-registry, on a server that ${what} what refused`, () => {
    let server: DynamodbServer;
    before(async () => {
      server = await startDynamodbServer({ returnsItems, listsCalls: false });
    });
    after(() => server.close());

    deviceStoreContract(`dynamodb, returnsItems: ${returnsItems}`, (clock) =>
      emptyStore(server.endpoint, clock),
    );
  });
}

describe('dynamodb-device-registry, on moto', () => {
  let moto: MotoServer | undefined;
  let front: Awaited<ReturnType<typeof oneAtATime>> | undefined;
  before(async function () {
    this.timeout(30_000);
    moto = await startMoto();
    if (moto !== undefined) {
      front = await oneAtATime(moto.url);
      return;
    }
    console.log('      (skipped: there is no moto_server on the PATH that starts)');
    this.skip();
  });
  after(async () => {
    front?.close();
    await moto?.close();
  });

  deviceStoreContract('dynamodb, moto', (clock) => emptyStore(front?.endpoint ?? '', clock));
});
