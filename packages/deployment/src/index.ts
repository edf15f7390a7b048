export { hookSettings, lifecycleSettings, presenceRule } from './function-settings.js';
export { type BundleManifest, manifestFile, readManifest } from './manifest.js';
