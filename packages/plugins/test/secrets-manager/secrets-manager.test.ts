import { inspect } from 'node:util';
import { composeHook, defineHook } from '@gangway/composition';
import { SecretStore } from '@gangway/core';
import { deviceToken } from '@gangway/plugins/device-token';
import { openSecretsManagerStore, secretsManager } from '@gangway/plugins/secrets-manager';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { fakeClock, memoryLogger } from '@gangway/testing';
import {
  type SecretsExtension,
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { expect } from 'chai';
import { faultOf, now, verdictOf } from '../deciding.js';
import { provenEvent, ringText } from '../token/token-factory.js';
import {
  extensionOptions,
  get,
  outcomeOf,
  type StoreOptions,
  sdkOptions,
  storeWith,
} from './asking.js';

const id = 'fleet/key';
const minute = 60_000;

let server: SecretsManagerServer;
let extension: SecretsExtension;
const clock = fakeClock();
beforeEach(async () => {
  server = await startSecretsManagerServer({ secrets: { [id]: 'first' } });
  extension = await startSecretsExtension({ secretsManager: server.url, now: clock.now });
});
afterEach(async () => {
  await extension.close();
  await server.close();
});

const calls = () => server.calls.GetSecretValue;

for (const [way, optionsFor] of [
  ['the SDK', (options: StoreOptions) => sdkOptions(server.url, options)],
  ['the extension', (options: StoreOptions) => extensionOptions(extension, options)],
] as const) {
  describe(`secrets-manager by ${way}`, () => {
    const open = (options: StoreOptions = {}) => storeWith(optionsFor(options), clock);

    it('asks once for a thousand readings within the soft limit', async () => {
      const store = open();
      for (let reading = 0; reading < 1_000; reading += 1) {
        expect((await get(store))?.value).to.equal('first');
      }
      expect(calls()).to.equal(1);
    });

    it('asks once for five hundred cold readings at the same time', async () => {
      const store = open();
      const read = await Promise.all(Array.from({ length: 500 }, () => get(store)));
      expect(new Set(read.map((secret) => secret?.value))).to.deep.equal(new Set(['first']));
      expect(calls()).to.equal(1);
    });

    it('reads stages, of its own making too, each by itself', async () => {
      server.put(id, 'second');
      server.put(id, 'third', { stages: ['AWSPENDING'] });
      server.put(id, 'canary', { stages: ['CANARY'] });
      const store = open();
      const at = async (stage: string) => (await get(store, id, { stage }))?.value;
      expect(await at('AWSCURRENT')).to.equal('second');
      expect(await at('AWSPREVIOUS')).to.equal('first');
      expect(await at('AWSPENDING')).to.equal('third');
      expect(await at('CANARY')).to.equal('canary');
      expect((await get(store))?.value).to.equal('second');
      expect(calls()).to.equal(4);
    });

    it('takes a secret by its ARN without the characters that the service adds', async () => {
      const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${id}`;
      expect(await outcomeOf(get(open(), arn))).to.equal('first');
    });

    it('takes names with every character that a name may have', async () => {
      for (const name of ['a/b_c+d=e.f@g-h', 'x'.repeat(512), '&secretId=fleet/key', 'ø €']) {
        server.put(name, 'odd');
        expect(await outcomeOf(get(open(), name))).to.equal('odd');
      }
    });

    it('gives texts to the letter, and the largest there is', async () => {
      for (const value of ['\ufeffa\n', ' ', '{"a":"\u0000"}', '😀', '\u0001'.repeat(65_536)]) {
        server.put(id, value);
        expect(await outcomeOf(get(open()))).to.equal(value);
        clock.advance(5 * minute);
      }
    });

    it('gives the last good value until the hard limit, and asks once a pause meanwhile', async () => {
      const store = open({ softSeconds: 300, hardSeconds: 3_600, pauseSeconds: 10 });
      await get(store);
      server.fail('error');
      extension.fail('page');
      const asked = () => (way === 'the SDK' ? calls() : extension.calls.get);
      clock.advance(5 * minute);
      const before = asked();
      for (let reading = 0; reading < 20; reading += 1) await get(store);
      // One question, which was made twice.
      expect(asked()).to.equal(before + 2);
      clock.advance(54 * minute);
      expect(await outcomeOf(get(store))).to.equal('first');
      clock.advance(1 * minute);
      expect(await outcomeOf(get(store))).to.equal('SECRETS_MANAGER_UNAVAILABLE');
      server.mend();
      extension.mend();
      expect(await outcomeOf(get(store))).to.equal('first');
    });

    it('gives no copy of a value that can be written to', async () => {
      const secret = await get(open());
      expect(secret).to.be.frozen;
    });
  });
}

describe('secrets-manager and rotation', () => {
  it('reads a rejected version anew at once, and then once a pause', async () => {
    const store = storeWith(sdkOptions(server.url, { pauseSeconds: 10 }), clock);
    const first = await get(store);
    const rejectedVersion = first?.version ?? '';
    clock.advance(minute);
    server.put(id, 'second');
    expect((await get(store))?.value).to.equal('first');
    const second = await get(store, id, { rejectedVersion });
    expect([second?.value, calls()]).to.deep.equal(['second', 2]);
    // The version that is there by now is not the one that was rejected.
    await get(store, id, { rejectedVersion });
    expect(calls()).to.equal(2);
    for (let time = 0; time < 50; time += 1) {
      await get(store, id, { rejectedVersion: second?.version ?? '' });
    }
    expect(calls()).to.equal(2);
    clock.advance(10_000);
    await get(store, id, { rejectedVersion: second?.version ?? '' });
    expect(calls()).to.equal(3);
  });

  it('gives all who reject at the same time the newer version, with one call', async () => {
    const store = storeWith(sdkOptions(server.url), clock);
    const rejectedVersion = (await get(store))?.version ?? '';
    clock.advance(minute);
    server.put(id, 'second');
    const read = await Promise.all(
      Array.from({ length: 100 }, () => get(store, id, { rejectedVersion })),
    );
    expect(new Set(read.map((secret) => secret?.value))).to.deep.equal(new Set(['second']));
    expect(calls()).to.equal(2);
  });

  it('gives the version that was rejected where none can be read anew', async () => {
    const store = storeWith(sdkOptions(server.url), clock);
    const rejectedVersion = (await get(store))?.version ?? '';
    clock.advance(minute);
    server.fail('deny');
    expect((await get(store, id, { rejectedVersion }))?.version).to.equal(rejectedVersion);
  });

  it('sees a rotation behind the extension only when the extension does', async () => {
    const store = storeWith(extensionOptions(extension), clock);
    const rejectedVersion = (await get(store))?.version ?? '';
    clock.advance(4 * minute);
    server.put(id, 'second');
    expect((await get(store, id, { rejectedVersion }))?.value).to.equal('first');
    expect(extension.calls).to.include({ get: 2, kept: 1 });
    clock.advance(minute);
    expect((await get(store, id, { rejectedVersion }))?.value).to.equal('second');
  });

  it('forgets a secret that is gone, and never that there is none', async () => {
    const store = storeWith(sdkOptions(server.url), clock);
    expect(await outcomeOf(get(store, 'other'))).to.equal('none');
    server.put('other', 'here');
    expect(await outcomeOf(get(store, 'other'))).to.equal('here');
    server.remove('other');
    clock.advance(5 * minute);
    expect(await outcomeOf(get(store, 'other'))).to.equal('none');
  });
});

describe('secrets-manager in a hook', () => {
  const secretId = 'fleet/device-keys';
  const hookWith = (options: StoreOptions) =>
    composeHook(
      defineHook([
        secretsManager(options),
        deviceToken({ serialNumber: 'SerialNumber', secretId }),
      ]),
      { replace: [fakeClock(now).plugin(), memoryLogger().plugin()] },
    );

  it('makes one call for five hundred cold decisions at once, and none for a thousand warm ones', async () => {
    server.put(secretId, ringText);
    const hook = hookWith(sdkOptions(server.url));
    const event = provenEvent();
    const cold = await Promise.all(Array.from({ length: 500 }, () => hook.decide(event)));
    expect(new Set(cold.map(verdictOf))).to.deep.equal(new Set(['ALLOW']));
    expect(calls()).to.equal(1);
    for (let decision = 0; decision < 1_000; decision += 1) await hook.decide(event);
    expect(calls()).to.equal(1);
  });

  it('reads the secrets of those who need them when it gets ready', async () => {
    server.put(secretId, ringText);
    const hook = hookWith(sdkOptions(server.url));
    await hook.prepare();
    expect(calls()).to.equal(1);
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal('ALLOW');
    expect(calls()).to.equal(1);
  });

  it('waits for the extension, which is ready with the first invocation and not before', async () => {
    server.put(secretId, ringText);
    await using early = await startSecretsExtension({ secretsManager: server.url, ready: false });
    const store = storeWith(extensionOptions(early), createSystemClock());
    const asked = get(store, secretId);
    setImmediate(early.becomeReady);
    expect((await asked)?.value).to.equal(ringText);
  });

  it('says what could not be asked, as an error of ours', async () => {
    server.fail('deny');
    const hook = hookWith(sdkOptions(server.url));
    expect(verdictOf(await hook.decide(provenEvent()))).to.equal(
      'DENY_ERROR SECRETS_MANAGER_FORBIDDEN',
    );
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the options of secrets-manager', () => {
  const make = secretsManager as (options?: unknown) => unknown;

  it('are refused where they make no sense', () => {
    for (const [options, message] of [
      [{ via: 'fetch' }, /"via"/],
      [{ endpoint: 'secrets' }, /"endpoint": must be an http/],
      [{ softSeconds: 10, hardSeconds: 5 }, /softSeconds is longer than hardSeconds/],
      [{ softSeconds: -1 }, /"softSeconds"/],
      [{ timeoutMs: 5_000 }, /"timeoutMs"/],
      [{ via: 'extension', region: 'eu-west-1' }, /takes no region, endpoint or credentials/],
      [{ via: 'sdk', extension: { port: 1 } }, /no extension is asked with via "sdk"/],
      [{ region: 'eu-west-1', extension: { port: 1 } }, /no extension is asked .*region/],
      [{ credentials: {} }, /"credentials": must be keys/],
      [{ credentials: { accessKeyId: 'a', secretAccessKey: '' } }, /"credentials": must be keys/],
      [{ extension: { port: 0 } }, /"extension.port"/],
      [{ extension: { url: 'http://elsewhere' } }, /"extension/],
      [{ resources: [] }, /"resources": names no secret/],
      [{ resources: ['fleet/*'] }, /is no ARN of secrets/],
      [{ softSecond: 1 }, /Did you mean "softSeconds"/],
    ] as const) {
      expect(faultOf(() => make(options))).to.match(message);
    }
  });

  it('are refused by the store itself in the same words, without what was given', () => {
    const open = (options: unknown) => () => openSecretsManagerStore(clock, options as never);
    const token = 'canary-2b7e';
    for (const options of [
      { via: 'sdk', extension: { token } },
      { extension: { token, url: 'x' } },
      { credentials: token },
      { softSecond: 1, credentials: { accessKeyId: token, secretAccessKey: token } },
    ]) {
      expect(faultOf(open(options))).to.equal(faultOf(() => make(options)));
      const thrown = thrownBy(open(options));
      expect(inspect(thrown, { depth: 20, showHidden: true })).to.not.contain(token);
    }
  });

  it('are none at all where nothing is given', () => {
    expect(secretsManager().provides.map(({ token }) => token)).to.deep.equal([SecretStore]);
  });
});
