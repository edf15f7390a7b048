import { certificateRegistryContract } from '@gangway/testing/contracts';
import { type IotServer, startIotServer } from '@gangway/testing/iot';
import { certificatesAt } from '../thing/asking.js';

describe('aws-iot-certificate-registry over its own protocol', () => {
  const servers: IotServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  certificateRegistryContract('aws-iot-certificate-registry', async (certificates) => {
    const server = await startIotServer({
      certificates: certificates.map(({ certificateId, ownerAccount, ...rest }) => ({
        ...rest,
        id: certificateId,
        ...(ownerAccount === undefined ? {} : { ownedBy: ownerAccount }),
      })),
    });
    servers.push(server);
    return certificatesAt(server.url);
  });
});
