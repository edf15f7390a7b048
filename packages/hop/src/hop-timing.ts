/** Times of the hop. */
export const hopTiming = Object.freeze({
  /** How far a signature's time may be from the verifier's own, either way, in seconds. */
  windowSeconds: 30,
});

/**
 * Whether a signature's time is close enough to now. Anything that is no number is not.
 *
 * @param timestamp whole seconds since 1970-01-01T00:00:00Z
 * @param now milliseconds since then, by the verifier's clock
 * @example isWithinWindow(1_893_456_000, 1_893_456_030_999); // true
 */
export function isWithinWindow(timestamp: number, now: number): boolean {
  const apart = Math.abs(Math.floor(now / 1_000) - timestamp);
  return apart <= hopTiming.windowSeconds;
}
