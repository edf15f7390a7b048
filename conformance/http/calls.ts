import { newCallId, readHopKey, signCall } from '@gangway/hop';
import { type AskedBody, denied, type Wanted } from './bodies.js';
import { fleet } from './fleet.js';
import type { Outgoing } from './kept-client.js';
import type { Setting } from './setting.js';

/** A call, and what must come back. */
export interface Call {
  readonly kind: string;
  readonly outgoing: Outgoing;
  readonly wanted: Wanted;
  /** Id of the call that the reply must be signed for; absent where it must not be. */
  readonly signedFor?: string;
}

/** Makes a client's next call. Each client has its own: it may send one again. */
export type NextCall = () => Call;

type Asking = Pick<Setting, 'bodies' | 'random'>;

/** Calls without a signature, for the port without keys. */
export function unsignedCalls({ bodies, random }: Asking): NextCall {
  return () => {
    const { kind, body, wanted } = pick(bodies, random);
    return { kind, outgoing: { path: '/events', headers: {}, body }, wanted };
  };
}

/**
 * Signed calls, and among them such as have no signature, a stranger's, one of yesterday, or have been sent before.
 *
 * @param odd which share those are
 */
export function signedCalls({ bodies, random }: Asking, odd: number): NextCall {
  let last: Call | undefined;
  return () => {
    const asked = pick(bodies, random);
    const other = random() < odd ? pick(oddCalls, random)(asked.body, last) : undefined;
    if (other !== undefined) return other;
    last = signedCall(asked);
    return last;
  };
}

const keys = [readHopKey(fleet.key)];

function signedCall({ kind, body, wanted }: AskedBody): Call {
  const { id, outgoing } = signed(body);
  return { kind: `${kind}, signed`, outgoing, wanted, signedFor: id };
}

function signed(body: string, { with: by = keys, secondsAgo = 0 } = {}) {
  const id = newCallId('event', 4_320);
  const timestamp = Math.floor(Date.now() / 1_000) - secondsAgo;
  const headers = { ...signCall(by, { id, timestamp, body }) };
  return { id, outgoing: { path: '/events', headers, body } };
}

const strangers = [readHopKey(fleet.strangeKey)];
const unauthorized = (code: string): Wanted => ({
  status: 401,
  body: denied.replace(/\}$/, `,"error":"${code}"}`),
});

const oddCalls: readonly ((body: string, last: Call | undefined) => Call | undefined)[] = [
  (body) => ({
    kind: 'no signature',
    outgoing: { path: '/events', headers: {}, body },
    wanted: unauthorized('CALL_UNSIGNED'),
  }),
  (body) => ({
    kind: "a stranger's signature",
    outgoing: signed(body, { with: strangers }).outgoing,
    wanted: unauthorized('CALL_SIGNATURE_WRONG'),
  }),
  (body) => ({
    kind: 'a signature of yesterday',
    outgoing: signed(body, { secondsAgo: 86_400 }).outgoing,
    wanted: unauthorized('CALL_OUT_OF_TIME'),
  }),
  // Whoever sends one again has recorded who has a key: its denial is signed, like any answer to that one.
  (_body, last) => last && { ...last, kind: 'a call again', wanted: unauthorized('CALL_REPLAYED') },
];

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
