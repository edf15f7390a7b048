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
 * client gets no connection and may ask another container. A connection that ends without an answer after the request was
 * written is a fault, also where the service had not decided about it: its client cannot know.
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
  const callers = Array.from({ length: clients }, (_, index) => {
    const pauseMs = index % 2 === 0 ? 0 : 30;
    const pauseOnce = () => (pauseMs === 0 ? undefined : pause(random() * pauseMs));
    return [
      startCaller(service.unsigned, unsignedCalls(setting), pauseOnce, sent),
      // A refused one would be closed with its answer, and its client connect anew.
      startCaller(service.signed, signedCalls(setting, 0), pauseOnce, sent),
    ];
  }).flat();
  await Promise.all(callers.map(({ connected }) => connected));
  await pause(random() * 300);
  const { code, decided } = await service.terminate();
  for (const { wrong } of callers) round.faults.push(...(await wrong));
  if (code !== 0) round.faults.push(`the service ended with ${code}`);
  for (const [id, outcome] of sent) {
    if (outcome.kind === 'answered') round.answered += 1;
    else if (outcome.kind === 'refused') round.refused += 1;
    else {
      const told = decided.has(id) ? 'decided about' : 'not decided about';
      round.faults.push(`${JSON.stringify(outcome)}, ${told}`);
    }
  }
}

interface Caller {
  /** Once it has an answer, and with it a connection that is kept. */
  readonly connected: Promise<void>;
  /** What was wrong with the answers that came, once it gets none any more. */
  readonly wrong: Promise<readonly string[]>;
}

function startCaller(
  port: number,
  next: NextCall,
  pauseOnce: () => Promise<void> | undefined,
  sent: Map<string, Outcome>,
): Caller {
  const connected = Promise.withResolvers<void>();
  const client = keptClient(port);
  const run = async () => {
    const wrong: string[] = [];
    for (;;) {
      const call = next();
      const id = crypto.randomUUID();
      const outcome = await client.send(named(call, id));
      sent.set(id, outcome);
      connected.resolve();
      if (outcome.kind !== 'answered') break;
      wrong.push(...[wrongWith(call, outcome) ?? []].flat());
      await pauseOnce();
    }
    client.close();
    return wrong;
  };
  return { connected: connected.promise, wrong: run() };
}

const named = ({ outgoing }: Call, id: string) => ({
  ...outgoing,
  headers: { ...outgoing.headers, 'x-request-id': id },
});
