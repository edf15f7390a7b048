type TextFault = 'TEXT_CONTROL_CHARACTER' | 'TEXT_INVISIBLE_CHARACTER' | 'TEXT_LONE_SURROGATE';

const printableAscii = /^[\x20-\x7e]*$/;

/** Whether a text needs no second look; nearly every text is so. */
export const isPrintableAscii = (text: string): boolean => printableAscii.test(text);

/**
 * An expression over Unicode's tables, made when it is first needed: as a literal it would cost every cold start a
 * millisecond, and few texts ever need it.
 */
export function onDemand(pattern: string, flags: string): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(pattern, flags);
    return made;
  };
}

const control = onDemand('\\p{Cc}', 'u');
// Format characters (zero-width, direction overrides, tags), line and paragraph separators, and the letters and
// marks that Unicode itself calls invisible (Hangul fillers, variation selectors).
const invisible = onDemand('[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]', 'u');

/** What makes a text unfit to identify anything, or `undefined` for a fit one. It is refused, never cleaned. */
export function faultInText(text: string): TextFault | undefined {
  if (isPrintableAscii(text)) return undefined;
  if (!text.isWellFormed()) return 'TEXT_LONE_SURROGATE';
  if (control().test(text)) return 'TEXT_CONTROL_CHARACTER';
  return invisible().test(text) ? 'TEXT_INVISIBLE_CHARACTER' : undefined;
}
