import { randomBytes, randomUUID } from 'node:crypto';
import type { PortError } from '@gangway/core';
import { unlessAborted } from '../../flight/unless-aborted.js';
import { openRuntimeApi, type RuntimeApiServer } from '../../runtime-api/index.js';
import type { Breach } from '../../runtime-api/server.js';
import { answerBytes } from '../read-hook-answer.js';
import type { RemoteCall } from '../remote-call.js';
import type { HookCommand } from './command.js';
import { errorTypeOf, processFault } from './process-fault.js';
import { type Child, spawnChild } from './spawn-child.js';
import { startWatch } from './start-watch.js';

/** One process of a hook, from its start to its end. */
export interface HookProcess {
  isReady(): boolean;
  /** Whether it has ended, or is about to; such a one serves nobody any more. */
  isOver(): boolean;
  /**
   * Waits until it asks for its first event.
   *
   * @throws PortError `REMOTE_HOOK_NOT_STARTED`, or `REMOTE_HOOK_TIMEOUT` when the signal comes first
   */
  ready(signal: AbortSignal): Promise<void>;
  /**
   * Runs one event; one that is not answered when the signal comes ends the process.
   *
   * @returns the answer, or `undefined` when the process ended before it took the event
   */
  invoke(...args: Parameters<RemoteCall['invoke']>): Promise<Uint8Array | undefined>;
}

/** The answer of a process that has ended since is on its way for this long, in milliseconds. */
const graceMs = 50;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:remote-hook';
const traceId = 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0';

/**
 * Starts a process, and a Runtime API for it alone: behind a path, as a rule, that nobody else on the machine can guess, so
 * that none may answer in its place.
 */
export function startHookProcess(command: HookCommand): HookProcess {
  const asked = Promise.withResolvers<void>();
  // Whoever waits is told; that nobody does is no fault.
  asked.promise.catch(() => undefined);
  let isReady = false;
  let fault: PortError | undefined;
  let gone = false;
  let api: RuntimeApiServer | undefined;
  let child: Child | undefined;
  let waiting = 0;

  const end = (error: PortError): void => {
    if (fault !== undefined) return;
    fault = error;
    watch.stop();
    asked.reject(error);
    child?.kill();
    void api?.close();
  };
  const watch = startWatch(() =>
    end(processFault.notStarted('it did not ask for an event in time')),
  );

  async function open(): Promise<void> {
    api = await openRuntimeApi({
      ...(command.guarded ? { secretPath: randomBytes(32).toString('base64url') } : {}),
      bytesAtMost: answerBytes,
      holdsProcess: false,
      onBreach: (breach) => end(breachFault[breach]()),
      onAsked() {
        isReady = true;
        watch.stop();
        asked.resolve();
      },
    });
    void api.initError.then((error) => {
      if (error !== undefined) end(processFault.notStarted(errorTypeOf(error.errorType)));
    });
    child = spawnChild(command, api.host, (how) => {
      gone = true;
      const error = isReady
        ? processFault.ended(how)
        : processFault.notStarted(`it ended by ${how}`);
      // Node may learn of its end before it has read what it sent.
      if (isReady && waiting > 0) setTimeout(end, graceMs, error);
      else end(error);
    });
    child.hold(waiting > 0);
  }
  open().catch(() => end(processFault.notStarted('this process cannot start any')));

  /** While somebody waits for it, this process does not end. */
  async function held<T>(work: () => Promise<T>): Promise<T> {
    waiting += 1;
    child?.hold(true);
    try {
      return await work();
    } finally {
      waiting -= 1;
      child?.hold(waiting > 0);
    }
  }

  async function run(server: RuntimeApiServer, body: string, deadlineMs: number) {
    let taken = false;
    const outcome = await server.queue({
      requestId: randomUUID(),
      body,
      functionArn,
      traceId,
      taken() {
        taken = true;
        return deadlineMs;
      },
    });
    if (outcome.kind === 'response') return outcome.body;
    if (outcome.kind === 'error') throw processFault.failed(errorTypeOf(outcome.error.errorType));
    if (gone && !taken) return undefined;
    throw fault ?? processFault.ended('the end of its API');
  }

  return {
    isReady: () => isReady,
    isOver: () => gone || fault !== undefined,
    ready: (signal) =>
      held(() => unlessAborted(asked.promise, signal, () => processFault.late('its start'))),
    invoke: (event, { signal, deadline }) =>
      held(async () => {
        const server = api;
        if (server === undefined) throw processFault.notStarted('it is not ready');
        const stop = () => end(processFault.late('the hook'));
        signal.addEventListener('abort', stop, { once: true });
        try {
          if (signal.aborted) throw processFault.late('the way to the hook');
          return await run(server, event, deadline);
        } finally {
          signal.removeEventListener('abort', stop);
        }
      }),
  };
}

const breachFault: Readonly<Record<Breach, () => PortError>> = {
  'stray-answer': () => processFault.confused('it answered what it was not asked'),
  'no-answer': () => processFault.confused('it asked for another event before it had answered'),
  'too-large': () => processFault.tooLarge(answerBytes),
};
