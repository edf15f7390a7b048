import { comeAboard } from './device/come-aboard.js';
import type { Fate } from './device/fate.js';
import type { Rig } from './device/rig.js';
import { didNotCome, tryToComeAboard } from './impostor/try-to-come-aboard.js';
import { type Journal, keepJournal } from './measure/journal.js';
import { type AccountView, viewOf } from './oracle/account-view.js';
import type { Passage } from './oracle/passage.js';
import { findWrongAnswers, isAboard } from './oracle/wrong-answers.js';
import type { Party, Plan, Turn } from './plan/party.js';
import { planRehearsal } from './plan/plan-rehearsal.js';
import type { RehearsalOptions } from './rehearsal.js';
import type { RehearsalReport, Verdict } from './report.js';
import { checkOptions } from './run/check-options.js';
import { runTurns } from './run/run-turns.js';
import { setUpRig } from './run/set-up-rig.js';
import { summarise } from './run/write-report.js';

/**
 * Provisions a whole fleet through an emulator, with impostors among it, and says what the hook got wrong, by the account's
 * state when all is over. Devices are MQTT clients of their own, with keys of their own. The same seed gives the same
 * decisions, whatever the faults and however fast.
 *
 * @throws GangwayError `REHEARSAL_INVALID` where it is asked for what makes no sense, `EMULATOR_NOT_TRUSTED` where the emulator
 *   shows a certificate of another CA; the signal's reason
 * @example
 * const fleet = fleetOf(['SN-0001', 'SN-0002']);
 * const hook = inProcessHook(composeHook(definition));
 * await using emulator = await startEmulator({ hook, template });
 * const { wrong } = await rehearse({ emulator, hook: 'hook.ts', fleet, concurrency: 8, seed: 1 });
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalReport> {
  checkOptions(options);
  const { fleet, impostors = {}, seed, emulator, concurrency } = options;
  const plan = planRehearsal({ fleet, impostors, seed });
  const clock = options.clock ?? emulator.account.clock;
  const journal = keepJournal({ clock, total: plan.turns.length, progress: options.progress });
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const rig = await setUpRig(options, { plan, signal, retried: journal.retried });
  const beganAt = clock.now();
  const began = clock.monotonic();
  const passages = await passAll(plan, { rig, journal, concurrency, stop });
  const durationMs = clock.monotonic() - began;
  const hook = options.hookLatency?.();
  const account = viewOf(emulator.account.store);
  const verdicts = passages.map((passage) => verdictOf(passage, account));
  journal.finish();
  return {
    seed,
    beganAt,
    durationMs,
    concurrency,
    templateName: emulator.templateName,
    hook: options.hook,
    ...summarise(verdicts),
    wrong: findWrongAnswers(passages, account),
    latency: { ...rig.stopwatch.percentiles(), ...(hook && { hook }) },
    faults: options.faults?.() ?? {},
    timeline: journal.timeline(),
  };
}

interface Run {
  readonly rig: Rig;
  readonly journal: Journal;
  readonly concurrency: number;
  readonly stop: AbortController;
}

/** Lets everybody come, and gives what became of them, in the order of the plan. */
async function passAll(
  { turns }: Plan,
  { rig, journal, concurrency, stop }: Run,
): Promise<readonly Passage[]> {
  const fates: Fate[] = [];
  const aboard = new Set<string>();
  await runTurns(turns, concurrency, async ({ party }, place) => {
    try {
      const fate = await pass(party, rig, aboard);
      if (party.kind === 'genuine' && fate.outcome === 'admitted') aboard.add(party.serialNumber);
      fates[place] = fate;
      journal.ended(seenBy({ party, fate }));
    } catch (error) {
      // One that broke breaks all: the others would go on for minutes for a report that nobody gets.
      stop.abort(error);
      throw error;
    }
  });
  return turns.flatMap(({ party }: Turn, place) => {
    const fate = fates[place];
    return fate === undefined ? [] : [{ party, fate }];
  });
}

async function pass(party: Party, rig: Rig, aboard: ReadonlySet<string>): Promise<Fate> {
  if (party.kind === 'genuine') return comeAboard(party, rig);
  const comesAfter = party.kind === 'cloned-serial' || party.kind === 'replay';
  // What is not aboard cannot be cloned: the hook would be right to let the first one in that gives this serial number.
  if (comesAfter && !aboard.has(party.serialNumber)) return didNotCome('VICTIM_NOT_ABOARD');
  return tryToComeAboard(party, rig);
}

const seenBy = ({ party, fate }: Passage): Verdict => ({
  who: party.who,
  kind: party.kind,
  ...(party.kind === 'genuine' ? {} : { variant: party.variant }),
  outcome: fate.outcome,
  ...(fate.reason === undefined ? {} : { reason: fate.reason }),
  retries: Math.max(0, fate.retries),
});

/** What clients saw, set right by the account's state: whoever has a thing is admitted, told or not. */
function verdictOf(passage: Passage, account: AccountView): Verdict {
  const seen = seenBy(passage);
  if (seen.kind === 'genuine' || seen.outcome === 'admitted') return seen;
  if (!isAboard(passage, account)) return seen;
  const { reason: _, ...rest } = seen;
  return { ...rest, outcome: 'admitted' };
}
