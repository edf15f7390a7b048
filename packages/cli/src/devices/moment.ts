const dateAndTime = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A moment as a person writes it: milliseconds since 1970, or a date and time with its zone.
 *
 * @returns milliseconds since 1970; `undefined` for anything else
 */
export function toMoment(written: unknown): number | undefined {
  if (typeof written === 'number') return Number.isFinite(written) ? written : undefined;
  const [text, year, month, day] = dateAndTime.exec(String(written)) ?? [];
  const time = Date.parse(text ?? '');
  // A day that its month does not have would be one of the next month's.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isFinite(time) && Number(day) <= days ? time : undefined;
}

/** A moment as a list shows it: as a date where that says all of it. */
export function showMoment(at: number): string {
  const shown = Number.isInteger(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : '';
  return toMoment(shown) === at ? shown : String(at);
}
