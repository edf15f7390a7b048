import { chainRefusals, policyCode, type ReasonCodes } from '@gangway/core';

/** What `validateChain` refuses with, as the reason codes of a plugin that asks it. */
export const chainReasonCodes = (remedy: string): ReasonCodes =>
  Object.fromEntries(
    Object.entries(chainRefusals).map(([code, meaning]) => [code, policyCode(meaning, remedy)]),
  );
