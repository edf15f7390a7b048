import type { ReasonCodes } from '../domain/outcome.js';

/** A port that throws could not be asked, whatever code it throws with. */
export const portCode = (reasonCodes: ReasonCodes, code: string): string =>
  reasonCodes[code]?.class === 'DENY_ERROR' ? code : 'PORT_UNAVAILABLE';
