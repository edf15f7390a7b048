import { coreReasonCodes, type ReasonCodes, signingRequestRefusals } from '@gangway/core';
import {
  certificatePolicy,
  certificateRefusals,
  requestRefusals,
} from '@gangway/plugins/certificate-policy';
import type { Subject } from './read-subject.js';

/** Why something is refused, for people and scripts. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly meaning: string;
  readonly remedy: string;
}

const codes: ReasonCodes = {
  ...coreReasonCodes,
  ...signingRequestRefusals,
  ...certificatePolicy.reasonCodes,
};

/**
 * Every reason to refuse it: its reader's, or where it was read, those of `certificatePolicy()` with its defaults.
 *
 * @param at milliseconds since 1970
 */
export const refusalsOf = (subject: Subject, at: number): readonly Refusal[] =>
  reasonsOf(subject, at).map(({ code, detail }) => {
    const { meaning = '', remedy = '' } = codes[code] ?? {};
    return { code, detail, meaning, remedy };
  });

function reasonsOf(
  subject: Subject,
  at: number,
): readonly { readonly code: string; readonly detail: string }[] {
  switch (subject.kind) {
    case 'certificate':
      return certificateRefusals(subject.certificate, at);
    case 'signing-request':
      return requestRefusals(subject.request);
    case 'refused':
      return [subject];
  }
}
