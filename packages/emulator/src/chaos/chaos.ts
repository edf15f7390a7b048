import type { Clock } from '@gangway/core';
import { draw } from './draw.js';
import type { FaultPlan, FaultSubject } from './fault-plan.js';
import { type JumpingClock, jumpingClock } from './jumping-clock.js';

/** Faults that chaos puts in. */
export const chaosFaults = Object.freeze([
  'throttled',
  'doubled publish',
  'slow hook',
  'failing hook',
  'expired token',
  'lost reply',
  'doubled reply',
  'broker restart',
  'clock jump',
] as const);

export type ChaosFault = (typeof chaosFaults)[number];

export interface ChaosOptions {
  /** The same seed makes the same faults for the same calls. */
  readonly seed: number;
  /** How likely each fault is at each place where it can happen, from 0 to 0.2; 0.02 unless told. */
  readonly rate?: number;
  /** The clock that jumps are made on. */
  readonly clock: Clock;
  /**
   * How far the clock jumps ahead, in milliseconds; 61 minutes unless told, which ends every ownership token.
   */
  readonly jumpMs?: number;
}

/** Faults, seeded: the same ones for the same seed. */
export interface Chaos {
  readonly faults: FaultPlan;
  /** The emulator's time. Give it to the hook, too, where that runs in this process. */
  readonly clock: Clock;
  /** The time without the jumps: certificates begin by it, or a hook elsewhere would find them yet to begin. */
  readonly steadyClock: Clock;
  /** How often each fault was put in so far. */
  counts(): Readonly<Record<ChaosFault, number>>;
  /** Restarts this from now on; before, no restart is due. `startEmulator` calls it. */
  attach(emulator: { restartBroker(): Promise<void> }): void;
}

/** The longest that a slow hook is late, in milliseconds: past the five seconds that AWS IoT waits, now and then. */
const slowest = 6_000;

/**
 * Makes faults out of a seed. Which of them happen to a client depends on how many calls of that kind it has made, and not on who else
 * is there; restarts and jumps of the clock come after so many calls of all together.
 *
 * @example
 * const { faults, counts } = createChaos({ seed: 7, rate: 0.1, clock: fakeClock() });
 * faults.reply({ clientId: 'SN-0001', operation: 'RegisterThing' }); // 'deliver', 'lose' or 'double'
 * counts()['broker restart']; // 0
 */
export function createChaos({ seed, rate = 0.02, clock, jumpMs = 3_660_000 }: ChaosOptions): Chaos {
  const counts = Object.fromEntries(chaosFaults.map((fault) => [fault, 0])) as Record<
    ChaosFault,
    number
  >;
  const world = worldFaults(seed, rate, jumpingClock(clock), jumpMs, counts);
  const asked = new Map<string, number>();
  /** A number for the next question of this kind about this client. */
  const next = (place: string, { clientId, operation }: FaultSubject): number => {
    const key = `${place}/${operation}/${clientId}`;
    const nth = asked.get(key) ?? 0;
    asked.set(key, nth + 1);
    return draw(seed, key, String(nth));
  };
  const put = (fault: ChaosFault): void => {
    counts[fault] += 1;
  };
  const faults: FaultPlan = {
    request(subject) {
      world.call();
      const drawn = next('request', subject);
      if (drawn >= 2 * rate) return 'take';
      const doubled = drawn < rate;
      put(doubled ? 'doubled publish' : 'throttled');
      return doubled ? 'double' : 'throttle';
    },
    hook(subject) {
      const drawn = next('hook', subject);
      if (drawn >= 2 * rate) return { kind: 'ask' };
      const slow = drawn < rate;
      put(slow ? 'slow hook' : 'failing hook');
      return slow
        ? { kind: 'slow', milliseconds: Math.round((drawn / rate) * slowest) }
        : { kind: 'fail' };
    },
    token(subject) {
      if (next('token', subject) >= rate) return 'keep';
      put('expired token');
      return 'expire';
    },
    reply(subject) {
      const drawn = next('reply', subject);
      if (drawn >= 2 * rate) return 'deliver';
      const lost = drawn < rate;
      put(lost ? 'lost reply' : 'doubled reply');
      return lost ? 'lose' : 'double';
    },
  };
  return Object.freeze({
    faults: Object.freeze(faults),
    clock: world.clock,
    steadyClock: clock,
    counts: () => ({ ...counts }),
    attach: world.attach,
  });
}

/** How many calls pass between two faults that strike everybody, where each call has a chance of 1 in 100 of its own. */
const callsBetween = 10;

/** Restarts and jumps: they happen to all, so they are due after so many calls. */
function worldFaults(
  seed: number,
  rate: number,
  clock: JumpingClock,
  jumpMs: number,
  counts: Record<ChaosFault, number>,
) {
  let calls = 0;
  let happened = 0;
  let due = gap(seed, rate, 0);
  let restart: (() => Promise<void>) | undefined;
  return {
    clock,
    attach(emulator: { restartBroker(): Promise<void> }): void {
      restart = () => emulator.restartBroker();
    },
    call(): void {
      calls += 1;
      if (calls < due) return;
      happened += 1;
      due = calls + gap(seed, rate, happened);
      if (happened % 2 === 0) {
        // Forward alone: what began in an hour that is yet to come would be refused until it comes.
        clock.jump(jumpMs);
        counts['clock jump'] += 1;
      } else if (restart !== undefined) {
        counts['broker restart'] += 1;
        void restart();
      }
    },
  };
}

const gap = (seed: number, rate: number, nth: number): number =>
  rate === 0
    ? Number.POSITIVE_INFINITY
    : Math.ceil((callsBetween / rate) * (0.5 + draw(seed, 'world', String(nth))));
