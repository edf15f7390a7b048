import type { BundleManifest } from './manifest.js';

/**
 * The name, in a bundle's folder, of the zip that is uploaded.
 *
 * @example
 * zipFile('lifecycle'); // 'lifecycle.zip'
 */
export const zipFile = (kind: BundleManifest['function']['kind']): string =>
  kind === 'lifecycle' || kind === 'lifecycle-proxy' ? 'lifecycle.zip' : 'hook.zip';
