export type { HopKeys } from '@gangway/hop';
export type { InvocationContext } from './invocation-context.js';
export type { PreProvisioningHandler } from './lambda-handler.js';
export { lambdaProxyHandler } from './proxy/lambda-proxy-handler.js';
export { type ProxyReasonCode, proxyReasonCodes } from './proxy/proxy-codes.js';
export type { LambdaProxyOptions } from './proxy/proxy-options.js';
export type { Pem } from './proxy/tls-context.js';
