import { createHash, createSecretKey, randomBytes, X509Certificate } from 'node:crypto';
import {
  defineCheck,
  definePlugin,
  notApplicable,
  type Plugin,
  PortError,
  type PreProvisioningEvent,
  provide,
  type Secret,
  SecretStore,
} from '@gangway/core';
import { type IdentityProof, identityProof } from '@gangway/plugins/claim-once';
import { deriveDeviceKey, deviceToken, verifyDeviceToken } from '@gangway/plugins/device-token';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { parseKeyRing } from '../../dist/token/key-ring.js';
import { tokenMac } from '../../dist/token/token-mac.js';
import { parseToken, writeToken } from '../../dist/token/token-text.js';
import { decide, detailOf, faultOf, now, verdictOf } from '../deciding.js';
import {
  asking,
  batchKeys,
  deviceKeyOf,
  provenEvent,
  ringText,
  secondsNow,
  secretId,
  tokenFor,
  withToken,
} from './token-factory.js';

const policy = (code: string) => `DENY_POLICY DEVICE_TOKEN_${code}`;
const error = (code: string) => `DENY_ERROR DEVICE_TOKEN_KEYS_${code}`;

const ask = async (
  event: PreProvisioningEvent,
  plugins: readonly Plugin[] = asking(),
  at = now,
): Promise<string> => verdictOf(await decide(plugins, event, { at }));

const keyHashOf = ({ certificatePem }: PreProvisioningEvent): string =>
  createHash('sha256')
    .update(new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const boundToKey = (event: PreProvisioningEvent) =>
  ({ binding: 'public-key', boundTo: keyHashOf(event) }) as const;

/** A store that does as it is told. */
const storeOf = (get: (asked: string) => Promise<Secret | undefined>): readonly Plugin[] => [
  definePlugin({
    name: 'store-of-this-test',
    build: () => ({ provides: [provide(SecretStore, {}, () => ({ get }))] }),
  })(),
  deviceToken({ serialNumber: 'SerialNumber', secretId }),
];

describe('device-token', () => {
  it('permits a device whose token its key made for this serial number and certificate', async () => {
    expect(await ask(provenEvent())).to.equal('ALLOW');
  });

  it('permits one that is bound to the key of the certificate, made before there was one', async () => {
    const event = anEvent();
    expect(await ask(withToken(event, tokenFor(event, boundToKey(event))))).to.equal('ALLOW');
  });

  it('gives the fact that this device has proven its identity', async () => {
    let found: IdentityProof | undefined;
    const looks = defineCheck(
      'looks',
      (_request, { facts }) => {
        found = facts.get(identityProof);
        return notApplicable();
      },
      { facts: { needs: [identityProof] } },
    );
    await decide([...asking(), looks], provenEvent({ serialNumber: 'SN-7' }));
    expect(found).to.deep.equal({ deviceId: 'SN-7', method: 'device-token' });
  });

  it('takes keys of several batches at once, and only those in the ring', async () => {
    const ofNew = provenEvent({}, { deviceKey: deviceKeyOf('SN-0001', 'new'), keyId: 'new' });
    expect(await ask(ofNew)).to.equal('ALLOW');
    expect(await ask(provenEvent())).to.equal('ALLOW');
    const rotated = asking({}, JSON.stringify({ keys: { new: batchKeys.new.toString('base64') } }));
    expect(await ask(ofNew, rotated)).to.equal('ALLOW');
    expect(await ask(provenEvent(), rotated)).to.equal(policy('KEY_UNKNOWN'));
  });

  it('takes no key of one batch under the name of another', async () => {
    expect(await ask(provenEvent({}, { keyId: 'new' }))).to.equal(policy('WRONG'));
  });

  it('reads the parameters that the options name', async () => {
    const { parameters, ...event } = provenEvent();
    const { SerialNumber, DeviceToken } = parameters;
    const renamed = { ...event, parameters: { Sn: SerialNumber ?? '', Proof: DeviceToken ?? '' } };
    const plugins = asking({ serialNumber: 'Sn', parameter: 'Proof' });
    expect(await ask(renamed, plugins)).to.equal('ALLOW');
    expect(await ask({ ...event, parameters }, plugins)).to.equal(policy('SERIAL_INVALID'));
  });

  it('denies without a serial number, or with one that no key is derived for', async () => {
    for (const serialNumber of ['', 'S'.repeat(257), 'é'.repeat(129)]) {
      const event = withToken(anEvent({ serialNumber, clientId: 'c' }), tokenFor(anEvent()));
      expect(await ask(event)).to.equal(policy('SERIAL_INVALID'));
    }
    expect(await ask(provenEvent({ serialNumber: 'S'.repeat(256), clientId: 'c' }))).to.equal(
      'ALLOW',
    );
  });

  it('denies without a token', async () => {
    expect(await ask(anEvent())).to.equal(policy('MISSING'));
    expect(await ask(withToken(anEvent(), ''))).to.equal(policy('MISSING'));
  });

  for (const [what, spoil] of Object.entries<(token: string) => string>({
    'of another version': (token) => token.replace('gt1', 'gt2'),
    'with a part more': (token) => `${token}.x`,
    'with a part less': (token) => token.split('.').slice(0, -1).join('.'),
    'with an expiry that begins with a zero': (token) => token.replace('.c.', '.c.0'),
    'with a sign before its expiry': (token) => token.replace('.c.', '.c.+'),
    'with an unknown binding': (token) => token.replace('.c.', '.x.'),
    'with a key id that is none': (token) => token.replace('.old.', '.o d.'),
    'with padding': (token) => `${token}=`,
    'with a space behind': (token) => `${token} `,
    'with left-over bits in its mac': (token) => token.slice(0, -1) + twin(token.slice(-1)),
    'as long as a parameter may be': (token) => token.padEnd(4_096, 'A'),
  })) {
    it(`denies a token ${what}`, async () => {
      const event = anEvent();
      const token = tokenFor(event);
      expect(spoil(token)).to.not.equal(token);
      expect(await ask(withToken(event, spoil(token)))).to.equal(policy('MALFORMED'));
    });
  }

  it('denies a nonce with left-over bits, though its device has signed it', async () => {
    const event = anEvent();
    const { nonce, mac: _, ...rest } = parsed(tokenFor(event));
    const claims = { ...rest, nonce: nonce.slice(0, -1) + twin(nonce.slice(-1)) };
    const { certificateId: boundTo } = event;
    const mac = tokenMac(deviceKeyOf('SN-0001'), { ...claims, serialNumber: 'SN-0001', boundTo });
    expect(await ask(withToken(event, writeToken({ ...claims, mac })))).to.equal(
      policy('MALFORMED'),
    );
  });

  it('denies a binding that the options leave out', async () => {
    const event = anEvent();
    const onlyKey = asking({ bindings: ['public-key'] });
    expect(await ask(withToken(event), onlyKey)).to.equal(policy('BINDING_NOT_ALLOWED'));
    const byKey = withToken(event, tokenFor(event, boundToKey(event)));
    expect(await ask(byKey, onlyKey)).to.equal('ALLOW');
    expect(await ask(byKey, asking({ bindings: ['certificate'] }))).to.equal(
      policy('BINDING_NOT_ALLOWED'),
    );
  });

  it('denies the token of another device, certificate or key', async () => {
    const other = anEvent({ serialNumber: 'SN-0002' });
    expect(await ask(withToken(other, tokenFor(anEvent())))).to.equal(policy('WRONG'));
    expect(await ask(withToken(anEvent(), tokenFor(anEvent())))).to.equal(policy('WRONG'));
    const event = anEvent();
    expect(await ask(withToken(event, tokenFor(event, boundToKey(anEvent()))))).to.equal(
      policy('WRONG'),
    );
    const strange = deriveDeviceKey(createSecretKey(randomBytes(32)), 'SN-0001');
    expect(await ask(provenEvent({}, { deviceKey: strange }))).to.equal(policy('WRONG'));
    // The batch key itself is no device's key.
    const itself = createSecretKey(batchKeys.old);
    expect(await ask(provenEvent({}, { deviceKey: itself }))).to.equal(policy('WRONG'));
  });

  it('denies a certificate whose key has a right token for the certificate before', async () => {
    const [one, two] = [await makeCertificate(), await makeCertificate()];
    const first = anEvent({ certificate: one });
    const second = anEvent({ certificate: two });
    expect(await ask(withToken(second, tokenFor(first)))).to.equal(policy('WRONG'));
    expect(await ask(withToken(second, tokenFor(first, boundToKey(first))))).to.equal('ALLOW');
  });

  it('takes the id that AWS IoT gives the certificate, whatever stands in the PEM', async () => {
    const [captured, own] = [anEvent(), anEvent()];
    const mixed = { ...captured, certificateId: own.certificateId };
    expect(await ask(withToken(mixed, tokenFor(captured)))).to.equal(policy('WRONG'));
  });

  describe('looks at the time', () => {
    const at = async (seconds: number, options = {}) => {
      const event = provenEvent({}, { expiresAt: secondsNow });
      return ask(event, asking(options), now + seconds * 1_000);
    };

    it('and permits until its end and the tolerance of the clocks, both included', async () => {
      expect(await at(60)).to.equal('ALLOW');
      expect(await at(60.001)).to.equal(policy('EXPIRED'));
      expect(await at(0, { clockSkewSeconds: 0 })).to.equal('ALLOW');
      expect(await at(0.001, { clockSkewSeconds: 0 })).to.equal(policy('EXPIRED'));
    });

    it('and permits none that lives on for longer than the lifetime and the tolerance', async () => {
      expect(await at(-3_660)).to.equal('ALLOW');
      expect(await at(-3_660.001)).to.equal(policy('LIFETIME_TOO_LONG'));
      const strict = { clockSkewSeconds: 0, maxLifetimeSeconds: 10 };
      expect(await at(-10, strict)).to.equal('ALLOW');
      expect(await at(-10.001, strict)).to.equal(policy('LIFETIME_TOO_LONG'));
    });

    it('of a token that was made with the right key alone', async () => {
      const event = withToken(anEvent(), tokenFor(anEvent(), { expiresAt: 1 }));
      expect(await ask(event)).to.equal(policy('WRONG'));
      expect(await ask(provenEvent({}, { expiresAt: 1 }))).to.equal(policy('EXPIRED'));
      expect(await ask(provenEvent({}, { expiresAt: 99_999_999_999 }))).to.equal(
        policy('LIFETIME_TOO_LONG'),
      );
    });

    it('and never at a serial number that is none, also without a hook', () => {
      const subject = { serialNumber: 'a\nb', certificateId: '', publicKeyHash: '', at: now };
      const verdict = verifyDeviceToken(tokenFor(anEvent()), parseKeyRing(ringText), subject);
      expect(verdict).to.include({ kind: 'wrong', code: 'DEVICE_TOKEN_SERIAL_INVALID' });
    });

    it('and says NaN of none', () => {
      const { certificateId, parameters } = provenEvent();
      const subject = { serialNumber: 'SN-0001', certificateId, publicKeyHash: '', at: Number.NaN };
      const verdict = verifyDeviceToken(
        parameters.DeviceToken ?? '',
        parseKeyRing(ringText),
        subject,
      );
      expect(verdict).to.include({ kind: 'wrong', code: 'DEVICE_TOKEN_EXPIRED' });
    });
  });

  describe('could not ask', () => {
    it('a store without the secret', async () => {
      expect(
        await ask(
          provenEvent(),
          storeOf(async () => undefined),
        ),
      ).to.equal(error('MISSING'));
    });

    it('a store that throws, and keeps its code', async () => {
      const down = storeOf(() => Promise.reject(new PortError('PORT_UNAVAILABLE', 'it is down')));
      expect(await ask(provenEvent(), down)).to.equal('DENY_ERROR PORT_UNAVAILABLE');
      const broken = storeOf(() => Promise.reject(new Error('broken')));
      expect(await ask(provenEvent(), broken)).to.equal('DENY_ERROR CHECK_FAILED');
    });

    for (const [what, value] of Object.entries({
      'no text': 7,
      'no JSON': '{"keys":',
      'a list': '[]',
      null: 'null',
      'an object without keys': '{}',
      'a ring without a key': '{"keys":{}}',
      'something beside the keys': `{"keys":${JSON.stringify({ a: key(32) })},"more":1}`,
      'a key under a name that is no id': ring({ 'a.b': key(32) }),
      'a key of 31 octets': ring({ a: key(31) }),
      'a key of 65 octets': ring({ a: key(65) }),
      'a key that is no text': '{"keys":{"a":7}}',
      'a key in hex with a blank': ring({ a: `${'0a'.repeat(31)} 0` }),
      'base64 without its padding': ring({ a: `${'+/'.repeat(21)}+` }),
      'a placeholder': ring({ a: 'A'.repeat(43) }),
      'two keys of one id': `{"keys":{"a":"${key(32)}","\\u0061":"${key(32)}"}}`,
      'one bad key beside a good one': ring({ good: key(32), bad: '' }),
    })) {
      it(`a secret that is ${what}`, async () => {
        const plugins = storeOf(async () => ({ value, version: '1' }) as Secret);
        const decision = await decide(plugins, provenEvent());
        expect(verdictOf(decision)).to.equal(error('MALFORMED'));
        expect(detailOf(decision)).to.contain(secretId);
      });
    }

    it('a secret that is nothing at all', async () => {
      for (const secret of [null, {}, 7]) {
        const plugins = storeOf(async () => secret as unknown as Secret);
        expect(await ask(provenEvent(), plugins)).to.equal(error('MALFORMED'));
      }
    });

    it('and nobody outside can make it so: without a token of the right form no store is asked', async () => {
      let asked = 0;
      const counting = storeOf(async () => {
        asked += 1;
        return undefined;
      });
      for (const token of ['', 'x', 'gt1.a.c.1.b.c'])
        await ask(withToken(anEvent(), token), counting);
      expect(asked).to.equal(0);
    });
  });

  it('asks the store with every request, and follows it at once', async () => {
    let value = ringText;
    const asked: string[] = [];
    const plugins = storeOf(async (id) => {
      asked.push(id);
      // A careless store: another value under the same version.
      return { value, version: '1' };
    });
    expect(await ask(provenEvent(), plugins)).to.equal('ALLOW');
    value = ring({ other: key(32) });
    expect(await ask(provenEvent(), plugins)).to.equal(policy('KEY_UNKNOWN'));
    value = 'broken';
    expect(await ask(provenEvent(), plugins)).to.equal(error('MALFORMED'));
    value = ringText;
    expect(await ask(provenEvent(), plugins)).to.equal('ALLOW');
    // The token that named an unknown key was asked about twice: the ring might have been rotated away.
    expect(asked).to.deep.equal(Array(5).fill(secretId));
  });

  it('is not made of what the hook would not read', () => {
    const event = anEvent();
    for (const change of [
      { nonce: randomBytes(15) },
      { nonce: randomBytes(17) },
      { expiresAt: 1.5 },
      { expiresAt: 0 },
      { expiresAt: -1 },
      { expiresAt: 1e11 },
      { keyId: 'a.b' },
      { keyId: '' },
      { boundTo: event.certificateId.toUpperCase() },
      { boundTo: 'aa' },
      { serialNumber: '' },
      { serialNumber: 'a\nb' },
      { serialNumber: '\ud800' },
    ]) {
      expect(() => tokenFor(event, change), JSON.stringify(change)).to.throw(TypeError);
    }
    expect(() => deriveDeviceKey(createSecretKey(batchKeys.old), 'a\nb')).to.throw(TypeError);
  });

  it('takes no key ring for the id of one, and shows nothing of it', () => {
    const found = faultOf(() => deviceToken({ serialNumber: 'S', secretId: ringText }));
    expect(found).to.match(/^OPTION_INVALID: .*"secretId".*the ring itself/);
    expect(found).to.not.contain(batchKeys.old.toString('base64').slice(0, 8));
  });

  it('refuses options that cannot be meant', () => {
    const fault = (options: object) =>
      faultOf(() => deviceToken({ serialNumber: 'S', secretId: 'k', ...options }));
    expect(fault({})).to.equal('none');
    expect(fault({ secretId: '' })).to.match(/^OPTION_INVALID: .*"secretId"/);
    expect(fault({ bindings: [] })).to.match(/^OPTION_INVALID: .*at least one/);
    expect(fault({ bindings: ['none'] })).to.match(/^OPTION_INVALID: .*"bindings/);
    expect(fault({ maxLifetimeSeconds: 0 })).to.match(/^OPTION_INVALID: .*"maxLifetimeSeconds"/);
    expect(fault({ clockSkewSeconds: -1 })).to.match(/^OPTION_INVALID: .*"clockSkewSeconds"/);
    expect(fault({ parameter: 'S' })).to.match(/^OPTION_INVALID: .*one and the same/);
    expect(fault({ lifetime: 1 })).to.match(/^OPTION_UNKNOWN/);
  });
});

function key(octets: number): string {
  return randomBytes(octets).toString('base64url');
}

function ring(keys: Readonly<Record<string, string>>): string {
  return JSON.stringify({ keys });
}

function parsed(text: string) {
  const token = parseToken(text);
  if (token === undefined) throw new Error('no token');
  return token;
}

/** Another character for the same four bits of the last octet: what a lax reader takes for the same. */
function twin(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) ^ 1] ?? '';
}
