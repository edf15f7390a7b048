import { callReasonCodes } from './reason-codes-call.js';
import { certificateReasonCodes } from './reason-codes-certificate.js';
import { eventReasonCodes } from './reason-codes-event.js';
import { ledgerReasonCodes } from './reason-codes-ledger.js';
import { pipelineReasonCodes } from './reason-codes-pipeline.js';

/**
 * Every reason that core itself can give for a denial. Plugins declare theirs beside their checks;
 * `hook.describe().reasonCodes` is the union, and `docs/reason-codes.md` is held equal to it by a test.
 */
export const coreReasonCodes = Object.freeze({
  ...callReasonCodes,
  ...eventReasonCodes,
  ...certificateReasonCodes,
  ...ledgerReasonCodes,
  ...pipelineReasonCodes,
});

export type CoreReasonCode = keyof typeof coreReasonCodes;

/** Why a call is not let in. */
export type CallReasonCode = keyof typeof callReasonCodes;
