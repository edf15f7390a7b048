import type { BundleManifest } from '@gangway/deployment';

/** What a function of this kind is uploaded as. */
export const zipName = (kind: BundleManifest['function']['kind']): string =>
  kind === 'lifecycle' || kind === 'lifecycle-proxy' ? 'lifecycle.zip' : 'hook.zip';
