import { createSecretKey } from 'node:crypto';
import type { DeviceToken, TokenInput, TokenSubject } from '@gangway/plugins/device-token';
import { deriveDeviceKey, mintDeviceToken, verifyDeviceToken } from '@gangway/plugins/device-token';
import { anEvent } from '@gangway/testing';
import { bitFlipsOf } from '@gangway/testing/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseKeyRing } from '../../dist/token/key-ring.js';
import { parseToken, writeToken } from '../../dist/token/token-text.js';
import { decide } from '../deciding.js';
import { asking, secondsNow, tokenFor, withToken } from './token-factory.js';

const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hash = octets(32).map((bytes) => Buffer.from(bytes).toString('hex'));
const randomKey = octets(32).filter((bytes) => new Set(bytes).size >= 8);

/** A subject, its ring, and what its device puts into a token. */
const world = fc
  .record({
    batchKey: randomKey,
    keyId: fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/),
      fc.constantFrom('__proto__', 'constructor'),
    ),
    serialNumber: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/\p{Cc}/u.test(text)),
    binding: fc.constantFrom('certificate' as const, 'public-key' as const),
    certificateId: hash,
    publicKeyHash: hash,
    nonce: octets(16),
    seconds: fc.integer({ min: 0, max: 3_000_000_000 }),
  })
  .map(({ batchKey, keyId, serialNumber, binding, nonce, seconds, ...hashes }) => {
    const subject: TokenSubject = { serialNumber, ...hashes, at: seconds * 1_000 };
    const input: TokenInput = {
      deviceKey: deriveDeviceKey(createSecretKey(batchKey), serialNumber),
      keyId,
      serialNumber,
      binding,
      boundTo: binding === 'certificate' ? hashes.certificateId : hashes.publicKeyHash,
      expiresAt: seconds + 300,
      nonce,
    };
    const text = JSON.stringify({ keys: { [keyId]: Buffer.from(batchKey).toString('base64') } });
    return { subject, input, ring: parseKeyRing(text), token: mintDeviceToken(input) };
  });

const partsOf = (text: string): DeviceToken => {
  const token = parseToken(text);
  if (token === undefined) throw new Error('no token');
  return token;
};

describe('any device token', () => {
  it('is right for what it was made for', () => {
    fc.assert(
      fc.property(world, ({ subject, ring, token }) => {
        expect(verifyDeviceToken(token, ring, subject).kind).to.equal('right');
        expect(writeToken(partsOf(token))).to.equal(token);
      }),
    );
  });

  it('is wrong for any other serial number, certificate and key', () => {
    fc.assert(
      fc.property(world, world, ({ subject, ring, token, input }, { subject: other }) => {
        const bound = input.binding === 'certificate' ? 'certificateId' : 'publicKeyHash';
        for (const name of ['serialNumber', bound] as const) {
          fc.pre(other[name] !== subject[name]);
          const asked = { ...subject, [name]: other[name] };
          expect(verifyDeviceToken(token, ring, asked).kind).to.equal('wrong');
        }
      }),
    );
  });

  it('is wrong under any other batch key of the same name', () => {
    fc.assert(
      fc.property(world, randomKey, ({ subject, token, input }, other) => {
        const keys = { [input.keyId]: Buffer.from(other).toString('base64') };
        const ring = parseKeyRing(JSON.stringify({ keys }));
        expect(verifyDeviceToken(token, ring, subject)).to.include({ code: 'DEVICE_TOKEN_WRONG' });
      }),
    );
  });

  it('is wrong with any other end, nonce, binding or mac', () => {
    fc.assert(
      fc.property(world, world, ({ subject, ring, token }, { token: otherText }) => {
        const [own, other] = [partsOf(token), partsOf(otherText)];
        const changes: readonly Partial<DeviceToken>[] = [
          { expiresAt: own.expiresAt + 1 },
          { expiresAt: own.expiresAt - 1 },
          { nonce: other.nonce },
          { binding: own.binding === 'certificate' ? 'public-key' : 'certificate' },
          { mac: other.mac },
        ];
        fc.pre(own.nonce !== other.nonce);
        for (const change of changes) {
          const changed = writeToken({ ...own, ...change });
          expect(verifyDeviceToken(changed, ring, subject).kind).to.equal('wrong');
        }
      }),
    );
  });

  it('is another one for each other thing that it stands for', () => {
    fc.assert(
      fc.property(world, world, (one, other) => {
        fc.pre(one.subject.serialNumber !== other.subject.serialNumber);
        const { deviceKey } = one.input;
        // With one and the same key: it is the message that must differ.
        const said = mintDeviceToken({ ...one.input, deviceKey });
        const otherwise = mintDeviceToken({
          ...one.input,
          deviceKey,
          serialNumber: other.subject.serialNumber,
        });
        expect(said).to.not.equal(otherwise);
      }),
    );
  });

  it('permits nobody once a bit of it is flipped, through a whole hook', async () => {
    const event = anEvent();
    const token = tokenFor(event, { expiresAt: secondsNow + 1 });
    const plugins = asking();
    expect((await decide(plugins, withToken(event, token))).outcome).to.equal('ALLOW');
    let flips = 0;
    for (const flipped of bitFlipsOf(token)) {
      const { outcome } = await decide(plugins, withToken(event, flipped));
      expect(outcome, `flip ${flips}`).to.equal('DENY_POLICY');
      flips += 1;
    }
    expect(flips).to.equal(token.length * 8);
  });
});
