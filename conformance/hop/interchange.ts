import { hkdfSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { newCallId } from '@gangway/hop';
import { newHopKey } from '@gangway/testing';
import { Webhook } from 'standardwebhooks';
import { nextEvent } from './behaving-hook.js';
import { startContainer } from './container.js';
import { onlyValue, toOctets } from './http-message.js';
import { sendRaw } from './send-raw.js';

/** Whole calls without a line of ours on the caller's side: npm standardwebhooks signs them, and verifies what comes back. */
export async function interchange(runs: number) {
  const key = newHopKey();
  const { server } = await startContainer([newHopKey(), key]);
  const faults: string[] = [];
  const caller = new Webhook(key);
  const receiver = new Webhook(replyKeyOf(key));
  try {
    for (let run = 0; run < runs; run += 1) {
      const { event, right } = nextEvent();
      const answer = await callOnce(server.port, caller, receiver, JSON.stringify(event));
      if (!isDeepStrictEqual(answer, right))
        faults.push(`standardwebhooks: ${JSON.stringify(answer)}`);
    }
  } finally {
    await server.close();
  }
  return {
    faults,
    summary: `${runs} calls signed and their replies verified by npm standardwebhooks`,
  };
}

/** As docs/hop.md says, and by hand: HKDF-SHA256, no salt. */
function replyKeyOf(key: string): string {
  const octets = Buffer.from(key.slice('whsec_'.length), 'base64');
  const derived = hkdfSync('sha256', octets, '', 'gangway/hop/reply/v1', 32);
  return `whsec_${Buffer.from(derived).toString('base64')}`;
}

async function callOnce(
  port: number,
  caller: Webhook,
  receiver: Webhook,
  body: string,
): Promise<unknown> {
  const id = newCallId('event', 4_000);
  const at = new Date();
  const octets = Buffer.from(body);
  const { reply } = await sendRaw(
    port,
    toOctets({
      start: 'POST /events HTTP/1.1',
      headers: [
        ['host', '127.0.0.1'],
        ['content-length', String(octets.length)],
        ['webhook-id', id],
        ['webhook-timestamp', String(Math.floor(at.getTime() / 1_000))],
        ['webhook-signature', caller.sign(id, at, body)],
      ],
      body: octets,
    }),
  );
  if (reply === undefined) return 'no reply';
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const headers = Object.fromEntries(names.map((name) => [name, onlyValue(reply, name)]));
  try {
    const answer: unknown = receiver.verify(Buffer.from(reply.body).toString(), headers);
    return headers['webhook-id'] === id ? answer : 'the reply to another call';
  } catch (error) {
    return String(error);
  }
}
