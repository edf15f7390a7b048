export {
  type InvocationContext,
  type LambdaHandlerOptions,
  lambdaHandler,
  type PreProvisioningHandler,
} from './lambda-handler.js';
