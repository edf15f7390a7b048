import { newCallId } from '@gangway/hop';
import { type HttpMessage, onlyValue, toOctets } from '../http-message.js';
import { inParallel } from '../in-parallel.js';
import { newHopKey } from '../keys.js';
import { newProxied, right } from '../proxied.js';
import { type Exchange, startRawServer } from '../raw-server.js';
import { signedReply } from '../signed-reply.js';
import { bodyMutations, endingMutations } from './body-mutations.js';
import { replyMutations } from './direction-mutations.js';
import { headerMutations, meaningMutations } from './header-mutations.js';
import type { Mutations } from './mutation.js';
import { neutralReplyMutations } from './neutral-mutations.js';
import type { Random } from './random.js';
import { newTally } from './tally.js';

const harmful: Mutations = {
  ...headerMutations,
  ...meaningMutations,
  ...bodyMutations,
  ...endingMutations,
  ...replyMutations,
};

/** The answer to a device, as the container gives it. */
const allowFor = (serialNumber: string): string =>
  JSON.stringify({
    allowProvisioning: true,
    parameterOverrides: { DeviceLocation: `site of ${serialNumber}` },
  });

function rightReply(key: string, call: HttpMessage): HttpMessage {
  const { parameters } = JSON.parse(Buffer.from(call.body).toString());
  return signedReply(key, call, allowFor(parameters.SerialNumber));
}

/** A good reply too, but to another call of another device, at another time: nothing of it is what this one's has. */
const anotherReply = (key: string, call: HttpMessage): HttpMessage =>
  signedReply(key, call, allowFor('SN-999999'), {
    id: newCallId('event', 3_000),
    at: Date.now() + 7_000,
  });

/** Gives the proxy mutated replies to its own calls, and after each a good one, on the same connections. */
export async function mutatedReplies(least: number, random: Random) {
  const key = newHopKey();
  const faults: string[] = [];
  const kinds = Object.keys(harmful);
  const tally = newTally('reply', 'refused', kinds);
  const neutral = newTally('reply', 'accepted', Object.keys(neutralReplyMutations));
  let whole = 0;
  const runs = Math.max(least, kinds.length);
  // One server and one proxy a worker: what is left over on a connection meets the next call of the same proxy.
  const perform = async (first: number, step: number) => {
    const good = ({ call, socket }: Exchange) => socket.write(toOctets(rightReply(key, call)));
    const server = await startRawServer(good);
    const proxied = newProxied({ url: server.url, keys: [key] });
    const doing = (mutations: Mutations, kind: string) => (exchange: Exchange) => {
      const { call, socket } = exchange;
      const reply = rightReply(key, call);
      const mutated = mutations[kind]?.(reply, anotherReply(key, call), random);
      if (mutated === undefined || toOctets(mutated).equals(toOctets(reply))) {
        throw new Error(`${kind} changed nothing of ${onlyValue(call, 'webhook-id')}`);
      }
      if (kind in endingMutations) socket.end(toOctets(mutated));
      else socket.write(toOctets(mutated));
    };
    const expectRight = async (what: string) => {
      const answer = await proxied.askRightly();
      if (answer !== right) faults.push(`${what}: ${answer}`);
      return answer === right ? undefined : answer;
    };
    try {
      for (let run = first; run < runs; run += step) {
        const kind = kinds[run % kinds.length] ?? '';
        server.behave(doing(harmful, kind));
        const { answer, code } = await proxied.ask();
        tally.count(kind, answer === 'deny' ? code : undefined);
        if (answer !== 'deny') faults.push(`a reply, ${kind}: ${answer}`);
        server.behave(good);
        await expectRight(`the reply behind one with ${kind}`);
        whole += 1;
      }
      for (const kind of Object.keys(neutralReplyMutations)) {
        for (let run = first; run < runs / 20; run += step) {
          server.behave(doing(neutralReplyMutations, kind));
          neutral.count(kind, await expectRight(`a reply, ${kind}`));
        }
      }
    } finally {
      await server.close();
    }
  };
  const workers = 4;
  await inParallel(workers, workers, (first) => perform(first, workers));
  return { faults, tally, neutral, whole };
}
