import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { DynamodbServer, DynamodbServerOptions } from './dynamodb-server.js';

/** A DynamoDB server in a process of its own. */
export type SpawnedDynamodbServer = Pick<
  DynamodbServer,
  'endpoint' | 'close' | typeof Symbol.asyncDispose
>;

/**
 * Starts the server of {@link startDynamodbServer} as a process of its own, so that many processes can ask it and none of
 * their work slows it. It lists no calls unless told to, and ends with the process that started it.
 *
 * @throws Error when it ended before it served
 * @example
 * await using server = await spawnDynamodbServer();
 * await createDevicesTable(server.endpoint, dynamodbTableDefinition('devices'));
 */
export async function spawnDynamodbServer(
  options: DynamodbServerOptions = {},
): Promise<SpawnedDynamodbServer> {
  const child = fork(new URL('./server-process.js', import.meta.url), [
    JSON.stringify({ listsCalls: false, ...options }),
  ]);
  const ended = once(child, 'exit');
  const started = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (started === undefined) throw new Error('the DynamoDB server ended before it served');
  const close = async () => {
    child.kill();
    await ended;
  };
  return Object.freeze({ endpoint: String(started[0]), close, [Symbol.asyncDispose]: close });
}
