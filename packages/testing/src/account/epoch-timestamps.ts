const named = /(?:Date|DateTime|Timestamp|At|LastModified)$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * Moments as seconds since 1970, which is how JSON protocols carry them; a recorded answer has them as text.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization
 */
export function withEpochTimestamps(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withEpochTimestamps(item));
  if (typeof value === 'string' && named.test(name) && moment.test(value)) {
    return Date.parse(value) / 1_000;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, held]) => [member, withEpochTimestamps(held, member)]),
  );
}
