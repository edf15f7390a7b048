import { randomBytes } from 'node:crypto';
import { composeHook, defineHook } from '@gangway/composition';
import { definePlugin, PortError, provide, type Secret, SecretStore } from '@gangway/core';
import { deviceToken } from '@gangway/plugins/device-token';
import { type FakeClock, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { detailOf, now, verdictOf } from '../deciding.js';
import { batchKeys, provenEvent, ringText, secretId } from './token-factory.js';

const earlier: Secret = {
  value: JSON.stringify({ keys: { old: randomBytes(32).toString('base64') } }),
  version: '1',
};
const later: Secret = { value: ringText, version: '2' };

type Newer = (signal: AbortSignal) => Promise<Secret | undefined>;

/** A hook over a store that gives one secret, and another answer when it is told that the first did not serve. */
function asking(first: Secret, newer: Newer, clock: FakeClock = fakeClock(now)) {
  const rejected: (string | undefined)[] = [];
  const store = definePlugin({
    name: 'rotating-secret-store',
    build: () => ({
      provides: [
        provide(SecretStore, {}, () => ({
          async get(_id, { rejectedVersion, signal }) {
            rejected.push(rejectedVersion);
            return rejectedVersion === undefined ? first : newer(signal);
          },
        })),
      ],
    }),
  })();
  const plugins = [store, deviceToken({ serialNumber: 'SerialNumber', secretId })];
  const hook = composeHook(defineHook(plugins), {
    replace: [clock.plugin(), memoryLogger().plugin()],
  });
  return { hook, rejected };
}

describe('device-token, when the ring it has was rotated away', () => {
  it('asks once more for a token that does not verify, and lets the device in', async () => {
    const { hook, rejected } = asking(earlier, async () => later);
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal('ALLOW');
    expect(rejected).to.deep.equal([undefined, '1']);
  });

  it('does so for a key that the ring does not know', async () => {
    const ring = JSON.stringify({ keys: { new: batchKeys.new.toString('base64') } });
    const { hook } = asking({ value: ring, version: '1' }, async () => later);
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal('ALLOW');
  });

  it('asks no second time for a token that is right, expired or of no form', async () => {
    const { hook, rejected } = asking(later, async () => later);
    await hook.decide(provenEvent());
    await hook.decide(provenEvent({}, { expiresAt: 1 }));
    const event = provenEvent();
    await hook.decide({ ...event, parameters: { ...event.parameters, DeviceToken: 'gt1.x' } });
    expect(rejected).to.deep.equal([undefined, undefined]);
  });

  for (const [what, newer] of Object.entries<Newer>({
    'gives the same one': async () => earlier,
    'gives the same one under another version': async () => ({ ...earlier, version: '9' }),
    'gives another one that does not serve either': async () => ({
      value: JSON.stringify({ keys: { old: randomBytes(32).toString('base64') } }),
      version: '9',
    }),
    'has none any more': async () => undefined,
    'cannot be asked': async () => {
      throw new PortError('SECRETS_MANAGER_FORBIDDEN', 'no');
    },
    'gives what is no ring': async () => ({ value: '{}', version: '9' }),
    'gives octets': async () => ({ value: Uint8Array.of(1), version: '9' }),
    'breaks down': async () => {
      throw new TypeError('broken');
    },
  })) {
    it(`leaves a "no" a "no" where the store ${what}`, async () => {
      const { hook } = asking(earlier, newer);
      expect(verdictOf(await hook.decide(provenEvent()))).to.equal(
        'DENY_POLICY DEVICE_TOKEN_WRONG',
      );
    });
  }

  it('leaves a "no" a "no" where the store hangs, long before the deadline', async () => {
    const clock = fakeClock(now);
    const hangs: Newer = (signal) => {
      setImmediate(() => clock.advance(1_500));
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
    const { hook } = asking(earlier, hangs, clock);
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal('DENY_POLICY DEVICE_TOKEN_WRONG');
  });

  it('judges with the newer ring alone: a key that was withdrawn is gone', async () => {
    const ring = JSON.stringify({ keys: { new: batchKeys.new.toString('base64') } });
    const { hook } = asking(earlier, async () => ({ value: ring, version: '2' }));
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal(
      'DENY_POLICY DEVICE_TOKEN_KEY_UNKNOWN',
    );
  });
});

describe('device-token with a secret that is binary', () => {
  it('says so, as an error of ours, and shows none of it', async () => {
    const value = new TextEncoder().encode(ringText);
    const { hook } = asking({ value, version: '1' }, async () => later);
    const decision = await hook.decide(provenEvent());
    expect(verdictOf(decision)).to.equal('DENY_ERROR DEVICE_TOKEN_KEYS_MALFORMED');
    expect(detailOf(decision)).to.contain('it is binary; a key ring is text');
  });
});
