import { type FetchHandlerOptions, toFetchHandler } from '@gangway/adapter-http';
import type { DecidingHook, Plugin } from '@gangway/core';
import { anEvent, type FakeClock, fakeClock } from '@gangway/testing';
import { type CallParts, key, signedCall } from './caller.js';
import { type SampleHook, sampleHook } from './sample-hook.js';

/** An event that is allowed. */
export const event = JSON.stringify(anEvent());

export interface Container extends SampleHook {
  readonly clock: FakeClock;
  readonly handle: (request: Request) => Promise<Response>;
  /** A call that is signed now. */
  call(parts?: CallParts): ReturnType<typeof signedCall>;
}

export interface ContainerParts {
  readonly options?: FetchHandlerOptions;
  readonly plugins?: readonly Plugin[];
  readonly decide?: DecidingHook['decide'];
}

/** A hook on a clock that stands still, and what calls it by that clock. */
export function hookOnClock(plugins: readonly Plugin[] = []) {
  const clock = fakeClock();
  const call = (parts: CallParts = {}) => signedCall(event, { now: clock.now(), ...parts });
  return { ...sampleHook(plugins, [clock.plugin()]), clock, call };
}

/** A handler with keys that is ready. */
export function container({ options = {}, plugins = [], decide }: ContainerParts = {}): Container {
  const parts = hookOnClock(plugins);
  const hook = decide === undefined ? parts.hook : { ...parts.hook, decide };
  const handle = toFetchHandler(hook, { keys: [key], ...options });
  parts.clock.advance(10_000);
  return { ...parts, handle };
}
