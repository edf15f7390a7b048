export { ClaimLifecycle, type ClaimLifecycleProps, type ProxiedHook } from './claim-lifecycle.js';
export {
  type HookContainerProps,
  HookProxy,
  type HookProxyProps,
  type HookProxyTls,
} from './hook-proxy.js';
