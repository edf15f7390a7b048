import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { anEvent, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { context, denial, oslo } from './proxied.js';
import {
  allowing,
  type Call,
  closeContainers,
  newKey,
  replyTo,
  seconds,
  signatureLines,
  startContainer,
} from './raw-container.js';

const key = newKey();
const event = anEvent();

/** Asks a container that answers so, and closes. */
async function askOf(reply: (call: Call) => Buffer) {
  const { url, close } = await startContainer((call) => call.socket.end(reply(call)));
  const handler = lambdaProxyHandler({ url, keys: [key], keepAliveMs: 0, logger: memoryLogger() });
  try {
    return await handler(event, context(2_000));
  } finally {
    await close();
  }
}

/** Another text of the same kind: a character replaced, put in or taken out. */
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'insert', 'remove'),
  by: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(text: string, { at, how, by }: Change): string {
  const index = at % text.length;
  const after = how === 'insert' ? index : index + 1;
  return text.slice(0, index) + (how === 'remove' ? '' : by) + text.slice(after);
}

describe('a sound reply of which something was changed', () => {
  afterEach(closeContainers);

  it('allows nothing, where it is the body, the id, the time or the signature', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'),
        change,
        async (part, how) => {
          let same = false;
          const answer = await askOf((call) => {
            const signed = { id: call.id, timestamp: seconds(), body: allowing };
            const whole = part === 'body' ? allowing : '';
            const lines = signatureLines(key, signed).map((line) => {
              const [name = '', value = ''] = line.split(': ');
              if (name !== part) return line;
              same = changed(value, how) === value;
              return `${name}: ${changed(value, how)}`;
            });
            const body = whole === '' ? allowing : changed(whole, how);
            same ||= part === 'body' && body === allowing;
            return replyTo(call, key, { body, signature: lines });
          });
          expect(answer).to.deep.equal(same ? oslo : denial);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('allows nothing else, wherever it is, down to the bit', async () => {
    const octets = fc.record({ at: fc.nat(), flip: fc.integer({ min: 0, max: 7 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(octets, { minLength: 1, maxLength: 3 }), async (flips) => {
        const answer = await askOf((call) => {
          const reply = replyTo(call, key);
          for (const { at, flip } of flips) {
            const index = at % reply.length;
            reply[index] = (reply[index] ?? 0) ^ (1 << flip);
          }
          return reply;
        });
        // The reason phrase, say, and whether a name has capitals, change nothing.
        expect([denial, oslo]).to.deep.include(answer);
      }),
      { numRuns: 600 },
    );
  });

  it('allows nothing but with status 200', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 999 }), async (status) => {
        const answer = await askOf((call) => replyTo(call, key, { status }));
        expect(answer).to.deep.equal(status === 200 ? oslo : denial);
      }),
      { numRuns: 100 },
    );
  });
});

describe('octets that nobody with a key has made', () => {
  afterEach(closeContainers);

  it('allow nothing', async () => {
    const heads = fc.constantFrom('', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: ');
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 400 }), async (head, octets) => {
        const answer = await askOf(() => Buffer.concat([Buffer.from(head), octets]));
        expect(answer).to.deep.equal(denial);
      }),
      { numRuns: 200 },
    );
  });
});
