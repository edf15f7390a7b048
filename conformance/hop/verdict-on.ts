import type { RawAnswer } from './send-raw.js';

// Of an event that may come aboard, and of a presence event that was looked at.
const takings = ['"allowProvisioning":true', '"kind":'];

/** The answer, and why it is none that allows or takes. */
export function verdictOn({ reply, octets }: RawAnswer): {
  readonly answer?: unknown;
  readonly code: string | undefined;
} {
  const allows = takings.some((text) => octets.includes(text));
  if (reply === undefined) return { code: allows ? undefined : 'no reply' };
  const [, status = 'no status'] = reply.start.split(' ');
  try {
    const answer: unknown = JSON.parse(Buffer.from(reply.body).toString());
    const error = typeof answer === 'object' && answer !== null && 'error' in answer;
    return { answer, code: allows ? undefined : error ? String(answer.error) : status };
  } catch {
    return { code: allows ? undefined : status };
  }
}
