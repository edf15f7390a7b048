import type { Clock, Logger } from '@gangway/core';
import {
  type CallPurpose,
  type HopKey,
  type HopKeyRing,
  type HopSignature,
  parseCallId,
  readSignature,
  signReply,
  verifyCall,
} from '@gangway/hop';
import { callTime } from './call-time.js';
import {
  type CallRefusal,
  type Gate,
  type HeaderValues,
  refusal,
  type Seal,
  type Ticket,
} from './gate.js';
import { keysInTime } from './keys-in-time.js';
import { type Remembered, type ReplayMemory, replayMemory } from './replay-memory.js';

export interface SignedGateParts {
  readonly ring: HopKeyRing;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Most ids that are remembered. */
  readonly replayLimit: number;
  /** For calls without a signature; they are refused where it is absent. */
  readonly unsigned?: Ticket;
}

/**
 * Lets in what one of the keys signed, in time and for the first time, and seals the answers.
 *
 * What a stranger can bring about by headers alone comes first, so that of a stranger no body is read; the signature over
 * the body next; and only who has a key can leave an id in the memory.
 */
export function signedGate(parts: SignedGateParts): Gate {
  const { ring, clock, logger, replayLimit, unsigned } = parts;
  const memory = replayMemory(replayLimit);
  const time = callTime(clock);
  const keysFor = keysInTime(ring, clock, logger);
  return Object.freeze({
    isReady: time.isReady,
    hasKeys() {
      const keys = keysFor();
      return keys instanceof Promise
        ? keys.then((found) => found !== undefined)
        : keys !== undefined;
    },
    open(purpose: CallPurpose, header: HeaderValues) {
      const read = readSignature(header);
      if (read === 'missing') return unsigned ?? noSignature;
      if (read === 'malformed') return malformed('the three headers');
      const call = parseCallId(read.id);
      if (call === undefined) return malformed('webhook-id');
      if (call.purpose !== purpose) return refusal('CALL_PURPOSE_WRONG', `for ${call.purpose}`);
      const untimely = time.refuse(read.timestamp);
      if (untimely !== undefined) return untimely;
      const { budgetMs } = call;
      const ticketWith = (keys: readonly HopKey[] | undefined): Ticket | CallRefusal =>
        keys === undefined
          ? refusal('CALL_KEYS_UNAVAILABLE', 'the log has the error')
          : { budgetMs, admit: (body) => admit(memory, clock, keys, read, body) };
      const keys = keysFor();
      return keys instanceof Promise ? keys.then(ticketWith) : ticketWith(keys);
    },
  });
}

const noSignature = refusal('CALL_UNSIGNED', 'none of the three headers');

const malformed = (which: string): CallRefusal => refusal('CALL_SIGNATURE_MALFORMED', which);

function admit(
  memory: ReplayMemory,
  clock: Clock,
  keys: readonly HopKey[],
  signature: HopSignature,
  body: Uint8Array,
): CallRefusal | { readonly seal: Seal } {
  const key = verifyCall(keys, signature, body);
  if (key === undefined) return refusal('CALL_SIGNATURE_WRONG', `${body.length} octets`);
  const { id, timestamp } = signature;
  const seal = sealWith(key, id, clock);
  const remembered = memory.remember(id, timestamp, clock.now());
  // The caller has a key, and may know for certain that it was refused.
  return remembered === 'first' ? { seal } : { ...notFirst[remembered], seal };
}

const notFirst: Readonly<Record<Exclude<Remembered, 'first'>, CallRefusal>> = {
  seen: refusal('CALL_REPLAYED', 'its id is known'),
  forgotten: refusal('CALL_OUT_OF_TIME', 'the ids of its second are gone'),
  full: refusal('CALL_MEMORY_FULL', 'no id more can be remembered'),
};

const sealWith =
  (key: HopKey, id: string, clock: Clock): Seal =>
  (body) => ({ ...signReply(key, { id, timestamp: Math.floor(clock.now() / 1_000), body }) });
