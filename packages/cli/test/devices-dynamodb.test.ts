import { dynamodbTableDefinition } from '@gangway/plugins/dynamodb-device-registry';
import {
  createDevicesTable,
  type DynamodbServer,
  startDynamodbServer,
} from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { gangway, type RunOptions } from './run-gangway.js';

describe('gangway devices and block, with a registry in DynamoDB', function () {
  this.timeout(60_000);
  let server: DynamodbServer;
  let registry = '';
  before(async () => {
    server = await startDynamodbServer();
    await createDevicesTable(server.endpoint, dynamodbTableDefinition('devices'));
    registry = `dynamodb:devices?endpoint=${server.endpoint}&region=eu-north-1`;
  });
  after(() => server.close());

  const env = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const say = (args: readonly string[], options: RunOptions = {}) =>
    gangway([...args, '--registry', registry], { env, ...options });
  const json = async (args: readonly string[], options?: RunOptions) => {
    const { code, stdout, stderr } = await say([...args, '--json'], options);
    expect(stderr).to.equal('');
    return { code, ...JSON.parse(stdout) };
  };

  it('does what it does with one in SQLite', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `SN-${index}`);
    const list = `id,batch.id\n${ids.map((id) => `${id},B1`).join('\n')}\n`;
    const imported = ['devices', 'import', '-', '--format', 'csv'];
    expect(await json(imported, { stdin: list })).to.include({ code: 0, added: 40, updated: 0 });
    expect(await json(imported, { stdin: list })).to.include({ code: 0, added: 0, updated: 40 });
    expect(await json(['devices', 'block', 'SN-7'])).to.include({ state: 'blocked' });
    expect(await json(['block', '--batch', 'B1'])).to.include({ outcome: 'BLOCKED' });
    expect(await json(['devices', 'stats'])).to.deep.include({ devices: 40, blocks: 1 });
    const { devices } = await json(['devices', 'list', '--state', 'blocked']);
    expect(devices).to.have.length(1);
    expect(await json(['devices', 'release', 'SN-1'])).to.include({ outcome: 'NOT_CLAIMED' });
    const { stdout } = await say(['devices', 'export', '--format', 'csv']);
    const rows = stdout.trimEnd().split('\r\n');
    expect(rows.slice(1).map((row) => row.split(',')[0])).to.have.members(ids);
    expect(await json(['unblock', '--batch', 'B1'])).to.include({ code: 0 });
  });

  it('tells what the table refuses, with what helps', async () => {
    server.inject({ kind: 'refuse', error: 'AccessDeniedException' });
    const { code, stderr } = await say(['devices', 'stats']);
    server.heal();
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^gangway: REGISTRY_FAILED: STORE_FORBIDDEN: [^\n]+\(dynamodb:devices[^\n]+\. Give its role [^\n]+\n$/,
    );
  });
});
