import { thingRegistryContract } from '@gangway/testing/contracts';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { certificateId, registryAt } from './asking.js';

describe('aws-iot-thing-registry over its own protocol', () => {
  const servers: IotServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  // Small pages, and a certificate beside the active ones that must not be counted.
  const inactive = { [certificateId('99')]: 'INACTIVE' } as const;
  thingRegistryContract('aws-iot-thing-registry', async (things) => {
    const server = await startIotServer({ pageSize: 1 });
    servers.push(server);
    for (const { name, activeCertificateIds } of things) {
      const active = activeCertificateIds.map((id) => [id, 'ACTIVE'] as const);
      server.putThing({ name, certificates: { ...inactive, ...Object.fromEntries(active) } });
    }
    return registryAt(server.url);
  });
});
