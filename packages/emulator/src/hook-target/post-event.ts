import type { PreProvisioningEvent } from '@gangway/core';
import { HookCallError } from './hook-target.js';
import { AnswerTooLong, parseAnswer, readBounded } from './read-answer.js';

/**
 * Posts an event to a container. Only a 200 is an answer: a redirect would let whoever answers name any other, and a container
 * says with other statuses that it did not decide.
 *
 * @throws HookCallError
 */
export async function postEvent(
  url: URL,
  event: PreProvisioningEvent,
  { signal, requestId }: { readonly signal: AbortSignal; readonly requestId: string },
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': requestId,
      },
      body: JSON.stringify(event),
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new HookCallError('HOOK_FAILED', refusalOf(url, response.status));
    }
    return parseAnswer(await readBounded(response.body ?? nothing()), url.href);
  } catch (error) {
    throw callErrorOf(error, url, signal);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const hints: Readonly<Record<number, string>> = {
  401: 'it takes signed calls only: give its keys',
  404: 'it serves nothing there: name the path in the URL, as in /events',
  413: 'the event is larger than it takes',
};

function refusalOf(url: URL, status: number): string {
  const hint = hints[status];
  return `${url.href} answered HTTP ${status} instead of 200${hint === undefined ? '' : `; ${hint}`}`;
}

function callErrorOf(cause: unknown, { href }: URL, signal: AbortSignal): HookCallError {
  if (cause instanceof HookCallError) return cause;
  if (signal.aborted) return new HookCallError('HOOK_TIMED_OUT', `${href} gave no answer in time`);
  if (cause instanceof AnswerTooLong) {
    return new HookCallError('HOOK_FAILED', `${href} answered ${cause.text}`, { cause });
  }
  const { code } = ((cause as { cause?: unknown } | null)?.cause ?? {}) as { code?: unknown };
  return new HookCallError(
    'HOOK_UNREACHABLE',
    `${href} cannot be reached${typeof code === 'string' ? ` (${code})` : ''}: is the hook running there?`,
    { cause },
  );
}
