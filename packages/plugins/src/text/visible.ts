let invisible: RegExp | undefined;

/** Whether a person who reads the value sees the character: two names that look the same should not differ. */
export function isVisible(character: string): boolean {
  if (character >= ' ' && character <= '~') return true;
  // Made when first needed: few names ever ask, and Unicode's tables cost a cold start a millisecond.
  invisible ??= /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
  return !invisible.test(character);
}
