import { startDynamodbServer } from './dynamodb-server.js';

// A process of its own for `spawnDynamodbServer`: it tells its endpoint, and ends when whoever started it is gone.
const options = JSON.parse(process.argv[2] ?? '{}');
const server = await startDynamodbServer(options);
process.send?.(server.endpoint);
process.once('disconnect', () => process.exit());
