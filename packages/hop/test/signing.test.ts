import { randomBytes } from 'node:crypto';
import {
  type HopHeaders,
  type HopSignature,
  newCallId,
  readHopKey,
  readSignature,
  signCall,
  signReply,
  verifyCall,
  verifyReply,
} from '@gangway/hop';
import { expect } from 'chai';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

const newKey = (octets = 32) => `whsec_${randomBytes(octets).toString('base64')}`;

/** What a receiver makes of headers, each there once. */
function received(headers: HopHeaders): HopSignature {
  const signature = readSignature((name) => {
    const value = new Map<string, string>(Object.entries(headers)).get(name);
    return value === undefined ? [] : [value];
  });
  if (typeof signature === 'string') throw new Error(signature);
  return signature;
}

const bodies = fc.string({ unit: 'binary', maxLength: 200 });
const now = () => Math.floor(Date.now() / 1_000);

describe('a signed call', () => {
  it('is verified by whoever has one of the keys it was signed with, and tells which', () => {
    const [old, current, other] = [newKey(), newKey(), newKey()].map(readHopKey);
    if (old === undefined || current === undefined || other === undefined) throw new Error();
    const signed = { id: newCallId('event', 4_320), timestamp: now(), body: '{"a":1}' };
    const signature = received(signCall([current, old], signed));
    expect(verifyCall([old], signature, signed.body)).to.equal(old);
    expect(verifyCall([other, current], signature, signed.body)).to.equal(current);
    expect(verifyCall([other], signature, signed.body)).to.equal(undefined);
  });

  it('is verified by npm standardwebhooks, whatever the body', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 24, max: 64 }), (body, octets) => {
        const key = newKey(octets);
        const headers = signCall([readHopKey(key)], {
          id: newCallId('event', 4_320),
          timestamp: now(),
          body,
        });
        // It parses what it has verified; a body that is no JSON is none of a signature's business.
        const payload = JSON.stringify(body);
        const json = signCall([readHopKey(key)], {
          id: headers['webhook-id'],
          timestamp: now(),
          body: payload,
        });
        expect(new Webhook(key).verify(payload, { ...json })).to.equal(body);
      }),
    );
  });

  it('that npm standardwebhooks made is verified', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const key = newKey();
        const id = newCallId('presence', 900);
        const at = new Date();
        const signature = received({
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': new Webhook(key).sign(id, at, body),
        });
        expect(verifyCall([readHopKey(key)], signature, body)).to.not.equal(undefined);
      }),
    );
  });

  it('is refused when id, time, body or signature is another', () => {
    const keys = [readHopKey(newKey())];
    const signed = { id: newCallId('event', 4_320), timestamp: now(), body: '{"a":1}' };
    const good = received(signCall(keys, signed));
    const others: readonly HopSignature[] = [
      { ...good, id: good.id.replace('event_4320', 'event_4321') },
      { ...good, id: good.id.replace('event', 'presence') },
      { ...good, timestamp: good.timestamp + 1 },
      { ...good, signatures: [randomBytes(32)] },
      { ...good, signatures: [] },
    ];
    for (const other of others)
      expect(verifyCall(keys, other, signed.body), JSON.stringify(other)).to.equal(undefined);
    expect(verifyCall(keys, good, '{"a":2}')).to.equal(undefined);
    expect(verifyCall(keys, good, signed.body)).to.equal(keys[0]);
  });
});

describe('a signed reply', () => {
  const keys = [readHopKey(newKey())];
  const [key] = keys;
  if (key === undefined) throw new Error();
  const signed = { id: newCallId('event', 4_320), timestamp: now(), body: '{}' };

  it('is verified with the same keys', () => {
    expect(verifyReply(keys, received(signReply(key, signed)), signed.body)).to.equal(true);
  });

  it("is not what a call's signature over the same octets is", () => {
    expect(verifyReply(keys, received(signCall(keys, signed)), signed.body)).to.equal(false);
    expect(verifyCall(keys, received(signReply(key, signed)), signed.body)).to.equal(undefined);
  });
});
