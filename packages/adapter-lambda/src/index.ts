export type { InvocationContext } from './invocation-context.js';
export {
  type LambdaHandlerOptions,
  lambdaHandler,
  type PreProvisioningHandler,
} from './lambda-handler.js';
export { lifecycleHandler, type PresenceHandler } from './lifecycle-handler.js';
