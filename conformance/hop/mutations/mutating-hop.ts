import { newCallId } from '@gangway/hop';
import { type HttpMessage, toOctets } from '../http-message.js';
import { type Asked, newProxied, right } from '../proxied.js';
import { type Exchange, startRawServer } from '../raw-server.js';
import { signedReply } from '../signed-reply.js';
import { endingMutations } from './body-mutations.js';
import type { Mutations } from './mutation.js';
import type { Random } from './random.js';

/** A proxy, and before it a server that gives it good replies, or mutated ones, on the same connections. */
export interface MutatingHop {
  /** What the proxy makes of a reply that was mutated. */
  ask(mutations: Mutations, kind: string): Promise<Asked>;
  /** What comes of a good one instead of the right answer. */
  askUnmutated(): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function startMutatingHop(key: string, random: Random): Promise<MutatingHop> {
  const good = ({ call, socket }: Exchange) => socket.write(toOctets(rightReply(key, call)));
  const server = await startRawServer(good);
  const proxied = newProxied({ url: server.url, keys: [key] });
  const mutated = (call: HttpMessage, mutations: Mutations, kind: string): Buffer => {
    const reply = rightReply(key, call);
    const octets = toOctets(mutations[kind]?.(reply, anotherReply(key, call), random) ?? reply);
    if (octets.equals(toOctets(reply))) throw new Error(`${kind} changed nothing`);
    return octets;
  };
  return {
    ask(mutations, kind) {
      server.behave(({ call, socket }) => {
        const octets = mutated(call, mutations, kind);
        return kind in endingMutations ? socket.end(octets) : socket.write(octets);
      });
      return proxied.ask();
    },
    async askUnmutated() {
      server.behave(good);
      const answer = await proxied.askRightly();
      return answer === right ? undefined : answer;
    },
    close: server.close,
  };
}

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
