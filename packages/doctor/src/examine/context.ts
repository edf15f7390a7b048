import type { Place } from '@gangway/deployment';
import type { Inquiry } from './inquiry.js';

/** What every examiner is given. */
export interface Context extends Place {
  readonly inquiry: Inquiry;
  readonly templateName: string;
  readonly templateArn: string;
}
