import { newHopKey } from '@gangway/testing';
import { nextEvent } from '../behaving-hook.js';
import { isLetIn, startContainer } from '../container.js';
import { toOctets } from '../http-message.js';
import { inParallel } from '../in-parallel.js';
import { sendRaw } from '../send-raw.js';
import { signedCall } from '../signed-call.js';
import { verdictOn } from '../verdict-on.js';
import type { Random } from './random.js';

const copies = 4;

/** Sends good calls several times, one after the other or all at once: exactly one of each is let in. */
export async function replayedCalls(runs: number, random: Random) {
  const key = newHopKey();
  const { server, records } = await startContainer([key]);
  const faults: string[] = [];
  const codes = new Map<string, number>();
  try {
    await inParallel(runs, 4, async (run) => {
      const octets = toOctets(signedCall([key], JSON.stringify(nextEvent().event)));
      const send = async () => verdictOn(await sendRaw(server.port, octets)).code ?? 'ALLOW';
      const together = random.below(2) === 0;
      const told = together
        ? await Promise.all(Array.from({ length: copies }, send))
        : await inSequence(copies, send);
      for (const code of told) codes.set(code, (codes.get(code) ?? 0) + 1);
      const allowed = told.filter((code) => code === 'ALLOW').length;
      if (allowed !== 1) faults.push(`call ${run}, sent ${copies} times: ${allowed} were let in`);
    });
    const letIn = records.filter(isLetIn).length;
    if (letIn !== runs)
      faults.push(`${letIn} of ${runs} calls were let in, each sent ${copies} times`);
  } finally {
    await server.close();
  }
  const refused = [...codes].filter(([code]) => code !== 'ALLOW');
  return {
    faults,
    summary: `${runs} calls sent ${copies} times, one of each let in, the others ${refused.map(([code, times]) => `${code} ${times}`).join(', ')}`,
  };
}

async function inSequence<T>(times: number, perform: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let run = 0; run < times; run += 1) results.push(await perform());
  return results;
}
