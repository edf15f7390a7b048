export type { FaultTerms as SsmFaultTerms } from '../aws-json/json-faults.js';
export type { SsmFault } from './ssm-faults.js';
export { type SsmServer, type SsmServerOptions, startSsmServer } from './ssm-server.js';
export type { SsmParameterType } from './stored-parameters.js';
