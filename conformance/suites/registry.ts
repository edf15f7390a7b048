import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dynamodbTableDefinition } from '@gangway/plugins/dynamodb-device-registry';
import { createDevicesTable, spawnDynamodbServer } from '@gangway/testing/dynamodb';
import { bundle } from '../../bench/bundle.js';
import { killAtRandom } from '../registry/kills.js';
import { localCredentials } from '../registry/processes.js';
import { type Found, raceForDevices } from '../registry/races.js';
import { repeatRequest } from '../registry/same-answers.js';
import type { StoreAddress } from '../registry/store-address.js';
import { seeded } from '../seeded.js';
import type { Suite } from '../suite.js';

/** Many processes, killed processes and repeated requests on one registry: one claim a device, and none lost. */
export const registry: Suite = {
  name: 'registry',
  fullRuns: 100_000,
  async run({ seed, runs, progress }) {
    Object.assign(process.env, localCredentials);
    const folder = await mkdtemp(join(tmpdir(), 'gangway-registry-'));
    const server = await spawnDynamodbServer();
    try {
      const programs = await bundlePrograms(folder);
      const found: Found[] = [];
      const perform = async (what: string, done: Promise<Found>) => {
        const result = await done;
        found.push({ ...result, summary: `${what}: ${result.summary}` });
        progress(`${what}: ${result.summary}`);
      };
      for (const kind of ['SQLite', 'DynamoDB'] as const) {
        const fresh = (name: string) => address(kind, folder, server.endpoint, name);
        await perform(kind, raceForDevices(programs.attempts, await fresh('race'), runs));
        const kills = killAtRandom(
          programs.victim,
          await fresh('kills'),
          Math.ceil(runs / 100),
          seeded(seed),
          progress,
        );
        await perform(kind, kills);
        const repeats = Math.max(100, runs / 10);
        await perform(
          kind,
          repeatRequest(programs.repeats, await fresh('repeats'), repeats, folder),
        );
      }
      return {
        summary: found.map(({ summary }) => summary).join('; '),
        faults: found.flatMap(({ faults }) => faults),
      };
    } finally {
      await server.close();
      await rm(folder, { recursive: true });
    }
  },
};

async function bundlePrograms(folder: string) {
  const made = async (name: string) => {
    const entry = new URL(`../registry/${name}.ts`, import.meta.url);
    return (await bundle(entry, join(folder, name))).file;
  };
  return {
    attempts: await made('attempts'),
    victim: await made('victim'),
    repeats: await made('repeats'),
  };
}

/** A registry that nobody has used. */
async function address(
  kind: StoreAddress['kind'],
  folder: string,
  endpoint: string,
  name: string,
): Promise<StoreAddress> {
  if (kind === 'SQLite') return { kind, path: join(folder, `${name}.db`) };
  await createDevicesTable(endpoint, dynamodbTableDefinition(name));
  return { kind, table: name, endpoint };
}
