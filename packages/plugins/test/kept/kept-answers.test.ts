import { type FakeClock, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { type KeptTimes, keptAnswers } from '../../dist/kept/kept-answers.js';

interface Answer {
  readonly version: number;
  readonly readAt: number;
}

type Event =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'find'; readonly rejectsHeld: boolean }
  | { readonly kind: 'turn'; readonly to: 'up' | 'down' | 'none' }
  | { readonly kind: 'rotate' };

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('find'), rejectsHeld: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      ms: fc.oneof(fc.nat(30), fc.nat(300), fc.nat(3_000), fc.constantFrom(1, 100, 500, 1_000)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('turn'),
      to: fc.constantFrom('up' as const, 'down' as const, 'none' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'rotate' as const }) },
) as fc.Arbitrary<Event>;

const times: fc.Arbitrary<KeptTimes> = fc
  .record({ softMs: fc.nat(1_000), more: fc.nat(2_000), pauseMs: fc.nat(500) })
  .map(({ softMs, more, pauseMs }) => ({
    softMs,
    hardMs: softMs + more,
    pauseMs,
    timeoutMs: 100,
  }));

const { signal } = new AbortController();

/** A source that is up, down, or has nothing, and when it was asked how well. */
function makeSource(clock: FakeClock) {
  const source = {
    state: 'up' as 'up' | 'down' | 'none',
    version: 1,
    asked: [] as { readonly at: number; readonly well: boolean }[],
    async read(): Promise<Answer | undefined> {
      const well = source.state !== 'down';
      source.asked.push({ at: clock.now(), well });
      if (!well) throw new Error('down');
      if (source.state === 'none') return undefined;
      return { version: source.version, readAt: clock.now() };
    },
  };
  return source;
}

/** The rules, said in another way: what may be given, and whether the source may be asked. */
function modelOf(rules: KeptTimes, clock: FakeClock, source: ReturnType<typeof makeSource>) {
  let held: Answer | undefined;
  const age = () => clock.now() - (held?.readAt ?? Number.NEGATIVE_INFINITY);
  return {
    held: () => held,
    /** What is given where the source is not asked, or in vain. */
    fallback: () => (age() < rules.hardMs ? held : 'failed'),
    mayAsk(rejectsHeld: boolean): boolean {
      const last = source.asked.at(-1);
      const isPausing = last !== undefined && clock.now() - last.at < rules.pauseMs;
      if (age() >= rules.hardMs) return true;
      if (isPausing && (rejectsHeld || last?.well === false)) return false;
      return rejectsHeld || age() >= rules.softMs;
    },
    learn(answer: Answer | undefined): void {
      held = answer;
    },
  };
}

async function play(rules: KeptTimes, script: readonly Event[]): Promise<void> {
  const clock = fakeClock();
  const source = makeSource(clock);
  const kept = keptAnswers<Answer>(source.read, rules);
  const model = modelOf(rules, clock, source);

  async function find(rejectsHeld: boolean): Promise<void> {
    const before = source.asked.length;
    const mayAsk = model.mayAsk(rejectsHeld);
    const rejected = rejectsHeld ? model.held() : undefined;
    const answer = await kept
      .find('key', { clock, signal, rejects: (given) => given === rejected })
      .catch(() => 'failed' as const);
    expect(source.asked.length - before, 'calls').to.equal(mayAsk ? 1 : 0);
    if (!mayAsk || source.state === 'down') {
      expect(answer).to.equal(model.fallback());
      return;
    }
    const now = { version: source.version, readAt: clock.now() };
    expect(answer).to.deep.equal(source.state === 'none' ? undefined : now);
    model.learn(answer === 'failed' ? undefined : answer);
  }

  for (const event of script) {
    if (event.kind === 'wait') clock.advance(event.ms);
    else if (event.kind === 'turn') source.state = event.to;
    else if (event.kind === 'rotate') source.version += 1;
    else await find(event.rejectsHeld);
  }
  expect(clock.waiting(), 'timers in the background').to.equal(0);
}

describe('kept answers', () => {
  it('are never older than they may be, and never cost a call too many (property)', async () => {
    await fc.assert(fc.asyncProperty(times, fc.array(events, { maxLength: 60 }), play), {
      numRuns: 2_000,
    });
  });

  it('are shared by all who ask at the same time, whatever they reject', async () => {
    const clock = fakeClock();
    const source = makeSource(clock);
    const kept = keptAnswers<Answer>(source.read, {
      softMs: 1_000,
      hardMs: 2_000,
      pauseMs: 100,
      timeoutMs: 100,
    });
    const find = (rejects = () => false) => kept.find('key', { clock, signal, rejects });
    await Promise.all(Array.from({ length: 500 }, () => find()));
    expect(source.asked).to.have.lengthOf(1);
    clock.advance(500);
    source.version = 2;
    const read = await Promise.all(Array.from({ length: 500 }, () => find(() => true)));
    expect(new Set(read.map((answer) => answer?.version))).to.deep.equal(new Set([2]));
    expect(source.asked).to.have.lengthOf(2);
  });

  it('are not made young again by a clock that was set back', async () => {
    // The time of day is set back by an hour; what counts durations goes on.
    let [wall, running] = [3_600_000, 0];
    const pass = (ms: number) => {
      wall += ms;
      running += ms;
    };
    const clock = { now: () => wall, monotonic: () => running, after: () => () => undefined };
    const source = { up: true };
    const kept = keptAnswers<string>(
      async () => {
        if (source.up) return 'answer';
        throw new Error('down');
      },
      { softMs: 60_000, hardMs: 600_000, pauseMs: 100, timeoutMs: 100 },
    );
    const find = () => kept.find('key', { clock, signal }).catch((error: Error) => error.message);
    expect(await find()).to.equal('answer');
    source.up = false;
    wall -= 3_600_000;
    // Nobody asks until the time of day is again what it was when the answer was read.
    pass(3_600_000);
    expect(await find()).to.equal('down');
    // Nor where the process was frozen meanwhile, and somebody asked before.
    source.up = true;
    expect(await find()).to.equal('answer');
    source.up = false;
    wall -= 3_600_000;
    expect(await find()).to.equal('down');
    wall += 3_600_000;
    expect(await find()).to.equal('down');
  });

  it('cost one call a pause where they are rejected, however soon they are too old', async () => {
    const clock = fakeClock();
    const source = makeSource(clock);
    const kept = keptAnswers<Answer>(source.read, {
      softMs: 0,
      hardMs: 60_000,
      pauseMs: 10_000,
      timeoutMs: 100,
    });
    for (let forged = 0; forged < 20; forged += 1) {
      const before = source.asked.length;
      const held = await kept.find('key', { clock, signal });
      await kept.find('key', { clock, signal, rejects: (given) => given === held });
      expect(source.asked.length - before).to.equal(1);
      clock.advance(100);
    }
  });

  it('are told apart by their keys', async () => {
    const clock = fakeClock();
    const kept = keptAnswers(async (key) => key, {
      softMs: 10,
      hardMs: 10,
      pauseMs: 0,
      timeoutMs: 10,
    });
    const find = (key: string) => kept.find(key, { clock, signal });
    expect(await Promise.all(['a', '0 a', ''].map(find))).to.deep.equal(['a', '0 a', '']);
  });

  describe('with a source that hangs', () => {
    const rules = { softMs: 1_000, hardMs: 60_000, pauseMs: 100, timeoutMs: 100 };
    const hanging = () => {
      const clock = fakeClock();
      const asked: AbortSignal[] = [];
      let hangs = true;
      const kept = keptAnswers<number>((_key, given) => {
        asked.push(given);
        if (!hangs) return Promise.resolve(asked.length);
        return new Promise((_resolve, reject) => {
          given.addEventListener('abort', () => reject(given.reason));
        });
      }, rules);
      const find = (own: AbortSignal = signal) => kept.find('key', { clock, signal: own });
      const mend = () => {
        hangs = false;
      };
      return { clock, asked, find, mend };
    };

    it('fail after their time, and are asked for anew', async () => {
      const { clock, find, mend } = hanging();
      const first = find().catch((error: Error) => error.message);
      clock.advance(100);
      expect(await first).to.equal('no answer in time');
      mend();
      expect(await find()).to.equal(2);
      expect(clock.waiting()).to.equal(0);
    });

    it('are not waited for by those who come after a freeze', async () => {
      // Time goes on and no timer fires: what a thaw looks like when the next invocation comes before them.
      let now = 0;
      const clock = { now: () => now, monotonic: () => now, after: () => () => undefined };
      const landing = Promise.withResolvers<string>();
      const answers = [landing.promise, Promise.resolve('after')];
      const kept = keptAnswers<string>(async () => answers.shift(), rules);
      const find = () => kept.find('key', { clock, signal });
      const before = find();
      now = 3_600_000;
      expect(await find()).to.equal('after');
      landing.resolve('before');
      expect(await before).to.equal('before');
      expect(await find()).to.equal('after');
    });

    it('end when nobody waits for them any more', async () => {
      const { asked, find } = hanging();
      const caller = new AbortController();
      const waiting = find(caller.signal).catch((error: Error) => error.message);
      caller.abort(new Error('the deadline'));
      expect(await waiting).to.equal('the deadline');
      expect(asked[0]?.aborted).to.equal(true);
    });

    it('leave no one caller to the deadline of another', async () => {
      const { asked, find } = hanging();
      const caller = new AbortController();
      const first = find(caller.signal).catch((error: Error) => error.message);
      void find().catch(() => undefined);
      caller.abort(new Error('the deadline'));
      expect(await first).to.equal('the deadline');
      expect(asked[0]?.aborted).to.equal(false);
    });
  });
});
