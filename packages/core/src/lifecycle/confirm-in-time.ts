import { PortError } from '../gangway-error.js';
import { first } from '../pipeline/deadline.js';
import type { ClaimLedger, Confirmation, Presence } from '../ports/claim-ledger.js';
import type { Clock } from '../ports/clock.js';

export interface TakeOptions {
  /** When it must be done, in milliseconds since 1970 by the lifecycle's clock; at most ten seconds from now, and those when it is absent. */
  readonly deadline?: number;
  /** Aborted, it gives up. */
  readonly signal?: AbortSignal;
}

/** What a message gets at most: nobody waits for the answer, and a store that is slower will be asked again. */
const longestMs = 10_000;

/**
 * Asks the ledger to confirm, and waits for it no longer than it has.
 *
 * @throws PortError `DEADLINE_EXCEEDED`, `LEDGER_FAILED`; and whatever the ledger rejects with
 */
export async function confirmInTime(
  ledger: ClaimLedger,
  { certificateId, at }: Presence,
  clock: Clock,
  { deadline, signal: outer }: TakeOptions,
): Promise<Confirmation> {
  const now = clock.now();
  // Neither a time that it has, nor one to tell a presence from the future by.
  if (!Number.isFinite(now)) throw new PortError('LEDGER_FAILED', 'the clock tells no time');
  const controller = new AbortController();
  const giveUp = () => controller.abort(late());
  // A deadline that is not a number must not become one that never comes.
  const wanted = deadline === undefined || Number.isNaN(deadline) ? longestMs : deadline - now;
  const leftMs = Math.min(Math.max(0, wanted), longestMs);
  const cancel = leftMs > 0 ? clock.after(leftMs, giveUp) : undefined;
  if (leftMs === 0 || outer?.aborted === true) giveUp();
  outer?.addEventListener('abort', giveUp, { once: true });
  const { signal } = controller;
  try {
    signal.throwIfAborted();
    // A clock that is ahead of ours must not make a presence newer than claims that are still to come.
    const presence = { certificateId, at: Math.min(at, now) };
    const answer: unknown = await first(ledger.confirm(presence, { signal }), signal);
    if (isConfirmation(answer)) return answer;
    throw new PortError('LEDGER_FAILED', 'the ledger answered something malformed');
  } catch (error) {
    // A store that gives up at our signal rejects with an error of its own.
    throw signal.aborted ? late() : error;
  } finally {
    cancel?.();
    outer?.removeEventListener('abort', giveUp);
  }
}

const late = () =>
  new PortError('DEADLINE_EXCEEDED', 'the store had not answered in time; it may have confirmed');

function isConfirmation(value: unknown): value is Confirmation {
  const answer = value as Confirmation | null | undefined;
  switch (answer?.kind) {
    case 'no-claim':
      return true;
    case 'confirmed':
    case 'already-confirmed':
      return (
        Array.isArray(answer.deviceIds) && answer.deviceIds.every((id) => typeof id === 'string')
      );
    default:
      return false;
  }
}
