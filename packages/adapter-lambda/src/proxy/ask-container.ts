import { timing } from '@gangway/core';
import { type CallPurpose, type HopKey, newCallId, signCall } from '@gangway/hop';
import { type Connections, openConnections } from './connections.js';
import { type Countdown, inTime } from './countdown.js';
import { exchange } from './exchange.js';
import { type Fault, fault, nameOf } from './fault.js';
import { judgeReply } from './judge-reply.js';
import type { ProxySettings } from './proxy-options.js';
import type { Reply } from './reply.js';
import { denial, type ProxyDenial } from './verdict.js';

/** What the container is asked, and how its answer is read. */
export interface Question<Answer> {
  readonly purpose: CallPurpose;
  readonly body: Uint8Array;
  readonly requestId: string | undefined;
  /** Reads an answer that is the container's. */
  read(status: number, body: Uint8Array): Answer | ProxyDenial;
}

/** What was done for an answer, for the log; written as it goes, so that it is there whatever happens. */
export interface Effort {
  attempts: number;
  hopId: string | undefined;
}

/** Asks the container: once, or twice where the first call brought not a byte of an answer. */
export interface Container {
  /** Has the keys brought, while there is nothing else to do. */
  prepare(): void;
  ask<Answer extends object>(
    question: Question<Answer>,
    countdown: Countdown,
    effort: Effort,
  ): Promise<Answer | ProxyDenial>;
}

// Before a second call, where something was not there: it may be back in a moment.
const pauseMs = 100;

export function reachContainer(settings: ProxySettings): Container {
  const connections = openConnections(settings);
  return Object.freeze({
    prepare() {
      void prepareKeys(settings);
    },
    async ask<Answer extends object>(
      question: Question<Answer>,
      countdown: Countdown,
      effort: Effort,
    ) {
      const keys = await bringKeys(settings, countdown);
      if ('kind' in keys) return keys;
      await connections.wake();
      const call = { connections, settings, question, countdown, keys, effort };
      const first = await attempt(call);
      if (!('repeatable' in first) || !first.repeatable) return first;
      connections.closeKept();
      // A commit is not begun with less, so that no allow could come of it.
      const leastMs = settings.marginMs + timing.commitReserveMs;
      const waitMs = first.onKeptConnection === true ? 0 : pauseMs;
      if (!(countdown.leftMs() - waitMs > leastMs)) return first;
      await pause(countdown, waitMs);
      return attempt(call);
    },
  });
}

const pause = (countdown: Countdown, milliseconds: number): Promise<void> =>
  new Promise((resolve) => void countdown.atEnd(resolve, milliseconds));

interface Call<Answer> {
  readonly connections: Connections;
  readonly settings: ProxySettings;
  readonly question: Question<Answer>;
  readonly countdown: Countdown;
  readonly keys: readonly HopKey[];
  readonly effort: Effort;
}

async function attempt<Answer extends object>(
  call: Call<Answer>,
): Promise<Answer | ProxyDenial | Fault> {
  const { connections, settings, question, countdown, keys, effort } = call;
  const { clock, marginMs } = settings;
  const budgetMs = countdown.leftMs() - marginMs;
  if (!(budgetMs >= 1)) return fault('PROXY_NO_TIME', 'before anything was sent');
  const id = newCallId(question.purpose, budgetMs);
  effort.attempts += 1;
  effort.hopId = id;
  const { body, requestId } = question;
  const timestamp = Math.floor(clock.now() / 1_000);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...signCall(keys, { id, timestamp, body }),
    ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
  };
  const reply = await exchange(connections, { headers, body }, countdown, settings);
  if (reply.kind !== 'reply') return reply;
  return open(reply, id, call);
}

function open<Answer extends object>(
  reply: Reply,
  id: string,
  { keys, settings, countdown, question }: Call<Answer>,
): Answer | ProxyDenial {
  const why = judgeReply(reply, { id, keys, now: settings.clock.now() });
  if (why !== undefined) {
    reply.discard();
    return why;
  }
  // A blocked event loop delays the timer, not the clock.
  if (!(countdown.leftMs() > 0)) return denial('PROXY_TIMEOUT', 'the answer came too late');
  return question.read(reply.status, reply.body);
}

async function prepareKeys({ ring }: ProxySettings): Promise<void> {
  try {
    await ring.current();
  } catch {
    // The first invocation asks again, and tells.
  }
}

async function bringKeys(
  settings: ProxySettings,
  countdown: Countdown,
): Promise<readonly HopKey[] | ProxyDenial> {
  try {
    const keys = await inTime(countdown, settings.ring.current());
    return keys ?? denial('PROXY_KEYS_UNAVAILABLE', 'not in time');
  } catch (error) {
    return denial('PROXY_KEYS_UNAVAILABLE', nameOf(error));
  }
}
