/** The JSON Pointer (RFC 6901, section 4) to a member of what stands at another one. */
export const pointerTo = (at: string, member: string | number): string =>
  `${at}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
