import { composeHook, defineHook } from '@gangway/composition';
import type { Decision } from '@gangway/core';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { pluginsOf, requestNumber } from './hook-of.js';
import { answerOf, type Script, settlesAfter, sourcesIn, startsOf } from './script.js';

const event = anEvent();

/** What a request came to, and when, in milliseconds after the first request. */
export interface Played {
  readonly decision: Decision;
  readonly at: number;
}

/** Composes the hook of a script and hands it the requests, each at its time. */
export async function play(script: Script): Promise<readonly Played[]> {
  const clock = fakeClock();
  const zero = clock.now();
  const hook = composeHook(defineHook(pluginsOf(script, clock), { protectedKeys: ['P'] }), {
    replace: [clock.plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()],
  });
  const starts = startsOf(script);
  const pending: Promise<Played>[] = [];
  for (const time of timesIn(script)) {
    clock.advance(zero + time - clock.now());
    await quiet();
    for (const [number, { deadlineMs, parameters }] of script.requests.entries()) {
      if (starts[number] !== time) continue;
      const sent = Object.fromEntries(parameters.map((name) => [name, 'from the device']));
      const decided = hook.decide(
        { ...event, parameters: { [requestNumber]: `${number}`, ...sent } },
        { deadline: clock.now() + deadlineMs },
      );
      pending.push(decided.then((decision) => ({ decision, at: clock.now() - zero })));
      await quiet();
    }
  }
  return Promise.all(pending);
}

/** Lets all go on that waits for no time. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

/** Every time at which something happens, in order. */
function timesIn(script: Script): readonly number[] {
  const count = sourcesIn(script.trees).length;
  const times = script.requests.flatMap((request, number) => {
    const start = startsOf(script)[number] ?? 0;
    const settled = Array.from({ length: count }, (_, source) =>
      settlesAfter(answerOf(request, source), number),
    );
    return [0, 200, 1_000, 1_500, request.deadlineMs, ...settled].map((after) => start + after);
  });
  return [...new Set(times)].sort((a, b) => a - b);
}
