export { createDevicesTable, type TableDefinition } from './create-devices-table.js';
export {
  type DynamodbCall,
  type DynamodbServer,
  type DynamodbServerOptions,
  startDynamodbServer,
} from './dynamodb-server.js';
export type { DynamodbFault, FaultScope } from './faults.js';
export { type SpawnedDynamodbServer, spawnDynamodbServer } from './spawn-dynamodb-server.js';
