import { errorCode, PortError, type ReasonCodes } from '@gangway/core';

/** Why values cannot be taken out of a document. */
type DocumentFaultKind =
  | 'binary'
  | 'not-json'
  | 'not-yaml'
  | 'member-missing'
  | 'member-not-text'
  | 'value-unfit';

/** What is wrong with a document, by the place in it: the message holds nothing of its values. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';

  constructor(
    readonly kind: DocumentFaultKind,
    message: string,
  ) {
    super(message);
  }
}

/**
 * What a plugin throws for a document that it cannot use.
 *
 * @param prefix what its codes begin with
 * @param which names the document
 */
export function documentError(prefix: string, which: string, error: unknown): unknown {
  // Anything else is a fault of ours, and goes on as it is.
  if (!(error instanceof DocumentFault)) return error;
  // Without a cause: its stack would only say that a document was read.
  const code = `${prefix}_${error.kind.toUpperCase().replaceAll('-', '_')}`;
  return new PortError(code, `${which}: ${error.message}`);
}

/**
 * The codes for members. They are errors of ours: no device chooses the document or the path.
 *
 * @param prefix what they begin with
 * @param whole what the document is, as it stands within a sentence
 */
export const memberCodes = (prefix: string, whole: string): ReasonCodes => ({
  [`${prefix}_MEMBER_MISSING`]: errorCode(
    `Nothing stands in ${whole} at the path of a key.`,
    "Compare `keys` with what is there, or set `missing: 'skip'`.",
  ),
  [`${prefix}_MEMBER_NOT_TEXT`]: errorCode(
    `What stands in ${whole} at the path of a key is no text, or the path leads through what has no members.`,
    'Put a number, true or false into quotation marks: override values are texts.',
  ),
  [`${prefix}_VALUE_UNFIT`]: errorCode(
    `A text of ${whole} is over 4,096 characters, or not well-formed Unicode.`,
    'Shorten or mend it: AWS IoT takes no such parameter value.',
  ),
});
