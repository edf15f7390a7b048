import type { CoreReasonCode } from '@gangway/core';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/** What came as an event, or why nothing did. */
export type EventInput =
  | { readonly kind: 'event'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly code: CoreReasonCode; readonly detail: string };

/**
 * The most that Lambda takes for a call that is waited for, 6 MB.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const eventLimit = 6 * 1_024 * 1_024;

/**
 * Reads an event. What is in the file is the caller's, so what is no JSON is denied, as it would be over HTTP.
 *
 * @throws CliFault `EVENT_NOT_FOUND`, `EVENT_NOT_READABLE`
 */
export async function readEvent(path: string, io: Io): Promise<EventInput> {
  const bytes = await readInput(path, 'EVENT', eventLimit, io);
  if (bytes.length > eventLimit) {
    return { kind: 'refused', code: 'BODY_TOO_LARGE', detail: `over ${eventLimit} octets` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'event', value: JSON.parse(text) as unknown };
  } catch {
    // The parser's message is left out: it quotes what it was given.
    return {
      kind: 'refused',
      code: 'BODY_NOT_JSON',
      detail: `${bytes.length} octets that are not JSON`,
    };
  }
}
