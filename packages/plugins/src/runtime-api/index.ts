// For the packages of this project: `startRuntimeApi` of @gangway/testing is what stands on it for everyone else.
export { runtimeEnvironment } from './environment.js';
export type { InvocationOutcome, RuntimeError } from './invocations.js';
export { openRuntimeApi, type RuntimeApiServer } from './server.js';
