import type { BundleManifest, Place } from '@gangway/deployment';
import type { Inquiry } from './inquiry.js';

/** What every examiner is given. */
export interface Context extends Place {
  readonly inquiry: Inquiry;
  readonly templateName: string;
  readonly templateArn: string;
  /** SHA-256 of bundles' zips, in base64, as Lambda tells it; of those whose zip is at hand. */
  readonly zips: ReadonlyMap<BundleManifest, string>;
}
