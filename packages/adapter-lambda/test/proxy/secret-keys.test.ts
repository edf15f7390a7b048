import { lambdaProxyHandler, lambdaProxyLifecycleHandler } from '@gangway/adapter-lambda/proxy';
import { functionDescription, PortError, type SecretStore } from '@gangway/core';
import { secretKeys } from '@gangway/hop';
import { openSecretsManagerStore } from '@gangway/plugins/secrets-manager';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { createMemorySecretStore, type FakeClock, fakeClock } from '@gangway/testing';
import { type SecretsManagerServer, startSecretsManagerServer } from '@gangway/testing/secrets';
import { expect } from 'chai';
import { expectDenial, oslo, proxyTo } from './proxied.js';
import { closeContainers, newKey, replyTo, startContainer } from './raw-container.js';

const secretId = 'hop/keys';

describe('secretKeys', () => {
  const [first, second, third] = [newKey(), newKey(), newKey()];
  const stored = (secrets: Record<string, string | Uint8Array>) =>
    createMemorySecretStore(
      Object.fromEntries(
        Object.entries(secrets).map(([id, value]) => [id, { value, version: `of ${id}` }]),
      ),
    );

  it('gives the current key, and where there is one the previous', async () => {
    expect(await secretKeys(stored({ [secretId]: first }), secretId)()).to.deep.equal([first]);
    const both = stored({ [secretId]: second, [`${secretId}#AWSPREVIOUS`]: first });
    expect(await secretKeys(both, secretId)()).to.deep.equal([second, first]);
  });

  it('reads a list of keys, names none twice, and takes octets for text', async () => {
    const store = stored({
      [secretId]: JSON.stringify([third, second]),
      [`${secretId}#AWSPREVIOUS`]: Buffer.from(JSON.stringify([second, first])),
    });
    expect(await secretKeys(store, secretId)()).to.deep.equal([third, second, first]);
  });

  it('gives the same list again while the versions are the same', async () => {
    const keys = secretKeys(stored({ [secretId]: first }), secretId);
    expect(await keys()).to.equal(await keys());
  });

  it('reads what Secrets Manager generates', async () => {
    const generated = first.replace(/=+$/, '').slice(6, 46).replaceAll(/[+/]/g, 'x');
    const store = stored({
      [secretId]: JSON.stringify({ whsec: generated }),
      [`${secretId}#AWSPREVIOUS`]: second,
    });
    expect(await secretKeys(store, secretId)()).to.deep.equal([`whsec_${generated}`, second]);
  });

  it('tells what reading the secret takes at AWS, and so does the proxy', () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hop/keys-AbCdEf';
    for (const [id, resource] of [
      [secretId, 'arn:aws:secretsmanager:*:*:secret:hop/keys-??????'],
      [arn, arn],
    ] as const) {
      const keys = secretKeys(stored({ [id]: first }), id);
      const permissions = [{ action: 'secretsmanager:GetSecretValue', resource }];
      const options = { url: 'https://hook.internal', keys };
      expect(functionDescription(lambdaProxyHandler(options))).to.deep.equal({
        kind: 'proxy',
        permissions,
      });
      expect(functionDescription(lambdaProxyLifecycleHandler(options))).to.deep.equal({
        kind: 'lifecycle-proxy',
        permissions,
      });
    }
    const plain = lambdaProxyHandler({ url: 'https://hook.internal', keys: () => [first] });
    expect(functionDescription(plain)?.permissions).to.deep.equal([]);
  });

  const codeOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'none',
      ({ code, message }: { readonly code: string; readonly message: string }) => {
        expect(message).to.not.contain(first.slice(6));
        return code;
      },
    );

  it('rejects where there is no secret, or a list that is none', async () => {
    expect(await codeOf(secretKeys(stored({}), secretId)())).to.equal('HOP_KEYS_INVALID');
    const broken = stored({ [secretId]: `["${first}"` });
    expect(await codeOf(secretKeys(broken, secretId)())).to.equal('HOP_KEYS_INVALID');
  });

  it('rejects where one of the versions cannot be read', async () => {
    const store: SecretStore = {
      async get(_, { stage }) {
        if (stage === undefined) return { value: first, version: '1' };
        throw new PortError('SECRETS_MANAGER_FORBIDDEN', 'no');
      },
    };
    expect(await codeOf(secretKeys(store, secretId)())).to.equal('SECRETS_MANAGER_FORBIDDEN');
  });

  it('gives a store no longer than it is told', async () => {
    const store: SecretStore = {
      get: (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new PortError('TIMED_OUT', 'late'))),
        ),
    };
    expect(await codeOf(secretKeys(store, secretId, { timeoutMs: 20 })())).to.equal('TIMED_OUT');
  });
});

describe('lambdaProxyHandler with keys of AWS Secrets Manager', () => {
  let secretsManager: SecretsManagerServer;
  let clock: FakeClock;
  beforeEach(async () => {
    secretsManager = await startSecretsManagerServer();
    clock = fakeClock(Date.now());
  });
  afterEach(async () => {
    await closeContainers();
    await secretsManager.close();
  });

  /** A store that keeps what it read for a minute, on a clock that the test moves on. */
  const keysOf = () =>
    secretKeys(
      openSecretsManagerStore(
        { ...createSystemClock(), now: clock.now, monotonic: clock.monotonic },
        {
          via: 'sdk',
          endpoint: secretsManager.url,
          region: 'us-east-1',
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
          softSeconds: 60,
        },
      ),
      secretId,
    );

  it('goes through a rotation in which the container is first, or last, without a wrong refusal', async () => {
    const old = newKey();
    const fresh = newKey();
    secretsManager.put(secretId, old);
    let containerKey = old;
    const { url } = await startContainer((call) => call.socket.write(replyTo(call, containerKey)));
    const proxy = proxyTo({ url, keys: keysOf() });
    expect(await proxy.ask()).to.deep.equal(oslo);
    secretsManager.put(secretId, fresh);
    // What the proxy has is a minute old at most; the container goes by the key that the call was signed with.
    expect(await proxy.ask()).to.deep.equal(oslo);
    clock.advance(61_000);
    expect(await proxy.ask()).to.deep.equal(oslo);
    containerKey = fresh;
    expect(await proxy.ask()).to.deep.equal(oslo);
    // The next rotation, once all have read that one: the oldest key is taken no more.
    secretsManager.put(secretId, newKey());
    clock.advance(61_000);
    expect(await proxy.ask()).to.deep.equal(oslo);
    containerKey = old;
    await expectDenial(proxy, 'PROXY_REPLY_SIGNATURE_WRONG');
  });

  it('denies where there is no such secret, and says what the store says', async () => {
    const { url, calls } = await startContainer(() => undefined);
    const proxy = proxyTo({ url, keys: keysOf() });
    const fields = await expectDenial(proxy, 'PROXY_KEYS_UNAVAILABLE');
    expect(fields.detail).to.equal('HOP_KEYS_INVALID');
    secretsManager.put(secretId, newKey());
    secretsManager.fail('deny');
    expect((await expectDenial(proxy, 'PROXY_KEYS_UNAVAILABLE')).detail).to.match(/^SECRET/);
    expect(calls).to.be.empty;
  });
});
