export type { InvocationContext } from './invocation-context.js';
export type { PreProvisioningHandler } from './lambda-handler.js';
export type { PresenceHandler } from './lifecycle-handler.js';
export { lambdaProxyHandler } from './proxy/lambda-proxy-handler.js';
export { lambdaProxyLifecycleHandler } from './proxy/lambda-proxy-lifecycle-handler.js';
export { type ProxyReasonCode, proxyReasonCodes } from './proxy/proxy-codes.js';
export type { LambdaProxyOptions } from './proxy/proxy-options.js';
export type { Pem } from './proxy/tls-context.js';
