import { isDeepStrictEqual } from 'node:util';
import { newHopKey } from '@gangway/testing';
import { nextEvent } from '../behaving-hook.js';
import { isLetIn, startContainer } from '../container.js';
import { type HttpMessage, toOctets } from '../http-message.js';
import { inParallel } from '../in-parallel.js';
import { sendRaw } from '../send-raw.js';
import { signedCall } from '../signed-call.js';
import { verdictOn } from '../verdict-on.js';
import { bodyMutations, endingMutations } from './body-mutations.js';
import { callMutations } from './direction-mutations.js';
import { headerMutations, meaningMutations } from './header-mutations.js';
import type { Mutations } from './mutation.js';
import { neutralCallMutations } from './neutral-mutations.js';
import type { Random } from './random.js';
import { newTally } from './tally.js';

const harmful: Mutations = {
  ...headerMutations,
  ...meaningMutations,
  ...bodyMutations,
  ...endingMutations,
  ...callMutations,
};

/**
 * Sends mutated calls to a real server, octet by octet, and behind each the call that it was made of, which must be
 * taken: what was refused has used nothing up.
 *
 * @param least how many there are to be; every kind of mutation comes as often as the others
 */
export async function mutatedCalls(least: number, random: Random) {
  const key = newHopKey();
  const { server, records, presences } = await startContainer([key]);
  const faults: string[] = [];
  const kinds = Object.keys(harmful);
  const tally = newTally('call', 'refused', kinds);
  const neutral = newTally('call', 'accepted', Object.keys(neutralCallMutations));
  let whole = 0;
  const send = async (kind: string, message: HttpMessage) =>
    verdictOn(await sendRaw(server.port, toOctets(message), { ends: kind in endingMutations }));
  const expectTaken = async (what: string, message: HttpMessage, right: unknown) => {
    const { code, answer } = await send('', message);
    const wrong = isDeepStrictEqual(answer, right) ? undefined : (code ?? 'a wrong answer');
    if (wrong !== undefined) faults.push(`${what}: ${wrong}`);
    return wrong;
  };
  const runs = Math.max(least, kinds.length);
  try {
    await inParallel(runs, 8, async (run) => {
      const kind = kinds[run % kinds.length] ?? '';
      const { good, other, right } = random.below(4) === 0 ? presenceCalls(key) : eventCalls(key);
      const mutated = harmful[kind]?.(good, other, random) ?? good;
      if (toOctets(mutated).equals(toOctets(good))) throw new Error(`${kind} changed nothing`);
      const { code } = await send(kind, mutated);
      tally.count(kind, code);
      if (code === undefined) faults.push(`a call, ${kind}: accepted`);
      const wrong = await expectTaken(`the call behind one with ${kind}`, good, right);
      if (wrong === undefined) whole += 1;
    });
    const some = Math.ceil(runs / 20);
    for (const [kind, mutation] of Object.entries(neutralCallMutations)) {
      await inParallel(some, 8, async () => {
        const { event, right } = nextEvent();
        const good = signedCall([key], JSON.stringify(event));
        const changed = mutation(good, good, random);
        neutral.count(kind, await expectTaken(`a call, ${kind}`, changed, right));
      });
    }
    const letIn = records.filter(isLetIn).length + presences();
    const expected = runs + neutral.sent();
    if (letIn !== expected) faults.push(`${letIn} calls were let in, of ${expected} good ones`);
  } finally {
    await server.close();
  }
  return { faults, tally, neutral, whole };
}

/** A good call and another: good a few seconds later, so that nothing of it is what this one has. */
interface GoodCalls {
  readonly good: HttpMessage;
  readonly other: HttpMessage;
  /** The right answer to the first. */
  readonly right: object;
}

const later = () => ({ budgetMs: 3_000, at: Date.now() + 7_000 });

function eventCalls(key: string): GoodCalls {
  const { event, right } = nextEvent();
  return {
    good: signedCall([key], JSON.stringify(event)),
    other: signedCall([key], JSON.stringify(nextEvent().event), later()),
    right,
  };
}

function presenceCalls(key: string): GoodCalls {
  const lifecycle = { purpose: 'presence', path: '/lifecycle' } as const;
  const text = () => {
    const { clientId, certificateId } = nextEvent().event;
    return JSON.stringify({ clientId, eventType: 'connected', principalIdentifier: certificateId });
  };
  return {
    good: signedCall([key], text(), lifecycle),
    other: signedCall([key], text(), { ...lifecycle, ...later() }),
    right: { kind: 'no-claim' },
  };
}
