import { setTimeout as pause } from 'node:timers/promises';
import { type Call, type NextCall, signedCalls, unsignedCalls } from './calls.js';
import { keptClient, type Outcome } from './kept-client.js';
import type { Setting } from './setting.js';
import { startService } from './start-service.js';
import { wrongWith } from './wrong-with.js';

/** Clients of either port. Every second one sends at once when it has an answer, the others after a pause. */
const clients = 12;

/** What became of the requests of a round. */
interface Round {
  answered: number;
  /** Refused a connection: nothing was sent, and another container may be asked. */
  refused: number;
  readonly faults: string[];
}

/**
 * Rounds of a service that is told to stop while clients on kept connections call it. A request is answered, rightly; or its
 * client gets no connection. A connection that ends without an answer after the request was written is a fault, also where
 * the service had not decided about it: its client cannot know.
 */
export async function stopUnderLoad(setting: Setting, rounds: number) {
  const total: Round = { answered: 0, refused: 0, faults: [] };
  for (let round = 1; round <= rounds; round += 1) {
    await stopOnce(setting, total);
    if (round % 5 === 0) setting.progress(`${round} of ${rounds} stops`);
  }
  return {
    summary: `${rounds} stops by SIGTERM under load: ${total.answered} requests answered, ${total.refused} refused a connection, ${total.faults.length} lost`,
    faults: total.faults.slice(0, 10),
  };
}

async function stopOnce(setting: Setting, round: Round): Promise<void> {
  const { random } = setting;
  const service = await startService(setting.file, ['remember']);
  const sent = new Map<string, Outcome>();
  const running = Array.from({ length: clients }, (_, index) => {
    const pauseMs = index % 2 === 0 ? 0 : 30;
    return [
      callUntilStopped(service.unsigned, unsignedCalls(setting), pauseMs, random, sent),
      callUntilStopped(service.signed, signedCalls(setting), pauseMs, random, sent),
    ];
  }).flat();
  await pause(100 + random() * 300);
  const { code, decided } = await service.terminate();
  const wrong = (await Promise.all(running)).flat();
  round.faults.push(...wrong);
  if (code !== 0) round.faults.push(`the service ended with ${code}`);
  for (const [id, outcome] of sent) {
    if (outcome.kind === 'answered') round.answered += 1;
    else if (outcome.kind === 'refused') round.refused += 1;
    else
      round.faults.push(
        `${JSON.stringify(outcome)}, ${decided.has(id) ? 'although' : 'not'} decided about`,
      );
  }
}

/** @returns what is wrong with the answers that came */
async function callUntilStopped(
  port: number,
  next: NextCall,
  pauseMs: number,
  random: () => number,
  sent: Map<string, Outcome>,
): Promise<readonly string[]> {
  const client = keptClient(port);
  const wrong: string[] = [];
  for (;;) {
    const call = next();
    const id = crypto.randomUUID();
    const outcome = await client.send(named(call, id));
    sent.set(id, outcome);
    if (outcome.kind !== 'answered') break;
    wrong.push(...[wrongWith(call, outcome) ?? []].flat());
    if (pauseMs > 0) await pause(random() * pauseMs);
  }
  client.close();
  return wrong;
}

const named = ({ outgoing }: Call, id: string) => ({
  ...outgoing,
  headers: { ...outgoing.headers, 'x-request-id': id },
});
