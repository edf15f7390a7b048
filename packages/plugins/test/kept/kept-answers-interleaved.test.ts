import { expect } from 'chai';
import fc from 'fast-check';
import { type KeptTimes, keptAnswers } from '../../dist/kept/kept-answers.js';

type Event =
  | { readonly kind: 'find'; readonly rejects: boolean }
  | { readonly kind: 'leave' | 'answer' | 'fail'; readonly which: number }
  | { readonly kind: 'run' | 'freeze' | 'set back'; readonly ms: number };

const ms = fc.oneof(fc.nat(30), fc.nat(300), fc.nat(3_000));
const of = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: of('find'), rejects: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: of('leave', 'fail'), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: of('answer'), which: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ kind: of('run', 'freeze', 'set back'), ms }) },
);

const times: fc.Arbitrary<KeptTimes> = fc
  .record({ softMs: fc.nat(1_000), more: fc.nat(2_000), pauseMs: fc.nat(500) })
  .map(({ softMs, more, pauseMs }) => ({
    softMs,
    hardMs: softMs + more,
    pauseMs,
    timeoutMs: 100,
  }));

/** Lets everything happen that is due by now. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A clock whose two hands go apart: the wall's alone goes on in a freeze, and can be set back. */
function twoHandedClock() {
  let [wall, running] = [1_000_000, 0];
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  return {
    now: () => wall,
    monotonic: () => running,
    after(milliseconds: number, run: () => void) {
      const timer = { due: running + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    moveWall(milliseconds: number) {
      wall += milliseconds;
    },
    async run(milliseconds: number) {
      const end = running + milliseconds;
      while (running < end) {
        const next = Math.min(end, ...[...timers].map(({ due }) => due));
        wall += next - running;
        running = next;
        for (const timer of timers) if (timer.due <= running && timers.delete(timer)) timer.run();
        await turn();
      }
    },
  };
}

/** A question to the source that waits for its answer: when it was asked. */
interface Question {
  readonly answer: () => void;
  readonly fail: () => void;
}

async function play(rules: KeptTimes, script: readonly Event[]): Promise<void> {
  const clock = twoHandedClock();
  const questions = new Set<Question>();
  const callers = new Set<AbortController>();
  const faults: string[] = [];

  const kept = keptAnswers<number>((_key, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const askedAt = clock.monotonic();
    const question = { answer: () => resolve(askedAt), fail: () => reject(new Error('down')) };
    questions.add(question);
    signal.addEventListener('abort', () => reject(signal.reason));
    void promise.catch(() => undefined).then(() => questions.delete(question));
    return promise;
  }, rules);

  async function find(rejects: boolean): Promise<void> {
    const caller = new AbortController();
    callers.add(caller);
    const began = clock.monotonic();
    try {
      const askedAt = await kept.find('key', {
        clock,
        signal: caller.signal,
        rejects: () => rejects,
      });
      // One that was on its way is given, however short the limit: it is no older than one question takes.
      const age = clock.monotonic() - (askedAt ?? Number.NEGATIVE_INFINITY);
      if (age >= rules.hardMs && age > rules.timeoutMs) faults.push(`an answer ${age} ms old`);
    } catch (error) {
      const { message } = error as Error;
      const own = caller.signal.aborted ? ['left'] : ['down', 'no answer in time'];
      if (!own.includes(message)) faults.push(`told of another's end: ${message}`);
    }
    callers.delete(caller);
    const waited = clock.monotonic() - began;
    if (waited > rules.timeoutMs) faults.push(`${waited} ms of waiting`);
  }

  function happen(event: Event): void | Promise<void> {
    if (event.kind === 'find') return void find(event.rejects);
    if ('ms' in event) {
      if (event.kind === 'run') return clock.run(event.ms);
      return clock.moveWall(event.kind === 'freeze' ? event.ms : -event.ms);
    }
    if (event.kind === 'leave') {
      return [...callers][event.which % callers.size]?.abort(new Error('left'));
    }
    return [...questions][event.which % questions.size]?.[event.kind]();
  }

  for (const event of script) {
    await happen(event);
    await turn();
  }
  await clock.run(rules.timeoutMs);
  expect(faults).to.deep.equal([]);
  expect([callers.size, questions.size], 'left waiting').to.deep.equal([0, 0]);
}

describe('kept answers, in whatever order things happen', () => {
  it('are in time, never too old, and nobody is told of another caller’s end (property)', async () => {
    await fc.assert(fc.asyncProperty(times, fc.array(events, { maxLength: 40 }), play), {
      numRuns: 3_000,
    });
  });
});
