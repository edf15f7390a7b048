export type { LambdaFault } from './lambda-faults.js';
export type { LambdaContext, LambdaFunction } from './lambda-functions.js';
export { type LambdaServer, type LambdaServerOptions, startLambdaServer } from './lambda-server.js';
