import { StepError } from './step-error.js';

/**
 * Reads what came on an `accepted` or a `rejected` topic.
 *
 * @throws StepError with AWS IoT's `errorCode`, or `MALFORMED_REPLY`
 */
export async function readReply(
  topic: string,
  body: Buffer,
): Promise<Readonly<Record<string, unknown>>> {
  const reply = parse(body);
  if (reply === undefined) throw new StepError('MALFORMED_REPLY');
  if (topic.endsWith('/accepted')) return reply;
  const { errorCode } = reply;
  throw typeof errorCode === 'string'
    ? new StepError(errorCode, true)
    : new StepError('MALFORMED_REPLY');
}

function parse(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

/** @throws StepError `MALFORMED_REPLY` where there is no such text in it */
export function textIn(reply: Readonly<Record<string, unknown>>, name: string): string {
  const value = reply[name];
  if (typeof value !== 'string' || value === '') throw new StepError('MALFORMED_REPLY');
  return value;
}
