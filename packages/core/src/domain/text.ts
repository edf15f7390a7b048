type TextFault = 'TEXT_CONTROL_CHARACTER' | 'TEXT_INVISIBLE_CHARACTER' | 'TEXT_LONE_SURROGATE';

// Printable ASCII needs no second look; nearly every text is.
const plain = /^[\x20-\x7e]*$/;
const control = /\p{Cc}/u;
// Format characters (zero-width, direction overrides, tags), line and paragraph separators, and the
// letters and marks that Unicode itself calls invisible (Hangul fillers, variation selectors).
const invisible = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What makes a text unfit to identify anything, or `undefined` for a fit one. It is refused, never cleaned. */
export function faultInText(text: string): TextFault | undefined {
  if (plain.test(text)) return undefined;
  if (!text.isWellFormed()) return 'TEXT_LONE_SURROGATE';
  if (control.test(text)) return 'TEXT_CONTROL_CHARACTER';
  return invisible.test(text) ? 'TEXT_INVISIBLE_CHARACTER' : undefined;
}
