export {
  type BuildModuleOptions,
  type BuiltModule,
  buildModule,
} from './build/build-module.js';
export { type BundleFaultCode, bundleFaults } from './bundle-fault.js';
export { type BundleResult, bundleFunction } from './bundle-function.js';
export { type BundleSyncOptions, bundleFunctionSync } from './bundle-function-sync.js';
export type { BundleOptions } from './bundle-options.js';
export { type BundleWarning, type BundleWarningCode, bundleWarnings } from './bundle-warning.js';
export { describeBundleSync } from './describe-bundle-sync.js';
export { type ReadBundle, readBundle } from './folder/read-bundle.js';
