import {
  DescribeCertificateCommand,
  DescribeThingCommand,
  IoTClient,
  ListThingPrincipalsCommand,
} from '@aws-sdk/client-iot';
import { startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';
import { certificateIn, refusalOf, startControlBench } from './control-bench.js';

const thingName = 'SN-0001';

/** What both must say alike: members by name, and those values that no server makes up. */
const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name, member]) => member !== undefined && name !== '$metadata')
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, shapeOf(member)]),
      )
    : typeof value;

describe('the control plane and the IoT server of @gangway/testing', () => {
  it('answer alike where both have an operation, and refuse by the same names', async () => {
    await using bench = await startControlBench();
    const { store } = bench.account;
    const id = await certificateIn(bench.account);
    const thing = { thingName, thingId: 'x', attributes: {}, version: 1, createdAt: 0 };
    store.things.put(thingName, thing);
    store.thingCertificates.add(thingName, id);
    await using server = await startIotServer({
      things: [{ name: thingName, certificates: { [id]: 'ACTIVE' } }],
      region: bench.account.region,
    });
    const client = new IoTClient({
      endpoint: server.url,
      region: bench.account.region,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
    });
    const unknown = 'ab'.repeat(32);
    for (const ask of [
      (to: IoTClient) => to.send(new DescribeThingCommand({ thingName })),
      (to: IoTClient) => to.send(new DescribeCertificateCommand({ certificateId: id })),
      (to: IoTClient) => to.send(new ListThingPrincipalsCommand({ thingName })),
    ]) {
      expect(shapeOf(await ask(bench.client))).to.deep.equal(shapeOf(await ask(client)));
    }
    for (const ask of [
      (to: IoTClient) => to.send(new DescribeThingCommand({ thingName: 'SN-0002' })),
      (to: IoTClient) => to.send(new DescribeThingCommand({ thingName: 'a b' })),
      (to: IoTClient) => to.send(new DescribeCertificateCommand({ certificateId: unknown })),
      (to: IoTClient) => to.send(new ListThingPrincipalsCommand({ thingName: 'SN-0002' })),
      (to: IoTClient) => to.send(new ListThingPrincipalsCommand({ thingName, maxResults: 251 })),
      (to: IoTClient) => to.send(new ListThingPrincipalsCommand({ thingName, nextToken: 'x' })),
    ]) {
      const { name } = Object(await refusalOf(ask(bench.client)));
      expect(name).to.match(/Exception$/);
      expect(name).to.equal(Object(await refusalOf(ask(client))).name);
    }
    client.destroy();
  });
});
