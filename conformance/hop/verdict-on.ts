import type { RawAnswer } from './send-raw.js';

/** The answer, and why it is none that allows. */
export function verdictOn({ reply, octets }: RawAnswer): {
  readonly answer?: unknown;
  readonly code: string | undefined;
} {
  const allows = octets.includes('"allowProvisioning":true');
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
