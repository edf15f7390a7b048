import { inspect } from 'node:util';
import {
  type SecretsExtension,
  type SecretsFault,
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
  type WireFault,
} from '@gangway/testing/secrets';
import { expect } from 'chai';
import {
  extensionOptions,
  get,
  outcomeOf,
  type StoreOptions,
  sdkOptions,
  storeWith,
} from './asking.js';

const id = 'fleet/key';
const canary = 'canary-5f1d0c7e';

/** What each fault comes to, and after how many calls. */
type Outcomes<Fault extends string> = readonly (readonly [Fault, string, number])[];

/** On the wire between the store and whom it asks: the same by both ways. */
const wireFaults: Outcomes<WireFault> = [
  ['reset', 'SECRETS_MANAGER_UNAVAILABLE', 2],
  ['half', 'SECRETS_MANAGER_UNAVAILABLE', 2],
  ['page', 'SECRETS_MANAGER_UNAVAILABLE', 2],
  ['redirect', 'SECRETS_MANAGER_REDIRECTED', 1],
  ['huge', 'SECRETS_MANAGER_REPLY_TOO_LARGE', 1],
  ['garbage', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['empty', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['other', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['unversioned', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['latin1', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['utf16', 'SECRETS_MANAGER_REPLY_INVALID', 2],
  ['bom', 'SECRETS_MANAGER_REPLY_INVALID', 2],
];

const serviceFaults: Outcomes<Exclude<SecretsFault, WireFault>> = [
  ['deny', 'SECRETS_MANAGER_FORBIDDEN', 1],
  ['expired', 'SECRETS_MANAGER_FORBIDDEN', 2],
  ['signature-expired', 'SECRETS_MANAGER_FORBIDDEN', 2],
  ['throttle', 'SECRETS_MANAGER_THROTTLED', 2],
  ['error', 'SECRETS_MANAGER_UNAVAILABLE', 2],
  ['unavailable', 'SECRETS_MANAGER_UNAVAILABLE', 2],
  ['undecryptable', 'SECRETS_MANAGER_KEY_UNUSABLE', 1],
];

let server: SecretsManagerServer;
beforeEach(async () => {
  server = await startSecretsManagerServer({ secrets: { [id]: canary } });
});
afterEach(() => server.close());

/** All that may be printed of an error: its text, its stack, its causes and what is hidden in them. */
const printed = (error: unknown): string =>
  inspect(error, { depth: 20, showHidden: true, getters: true });

async function thrownBy(options: StoreOptions): Promise<unknown> {
  return get(storeWith(options)).catch((error: unknown) => error);
}

describe('secrets-manager by the SDK', () => {
  const ask = (options?: StoreOptions) =>
    outcomeOf(get(storeWith(sdkOptions(server.url, options))));

  for (const [fault, code, calls] of [...wireFaults, ...serviceFaults]) {
    it(`${fault}: ${code} after ${calls}, and nothing of the secret in what is thrown`, async () => {
      server.fail(fault);
      const thrown = await thrownBy(sdkOptions(server.url));
      expect(thrown).to.have.property('code', code);
      expect(printed(thrown)).to.not.contain(canary).and.not.contain('value-of-another');
      expect(server.calls).to.deep.equal({ GetSecretValue: calls, redirected: 0 });
    });
  }

  for (const fault of [
    'expired',
    'signature-expired',
    'throttle',
    'error',
    'reset',
    'half',
  ] as const) {
    it(`one ${fault} is got over`, async () => {
      server.fail(fault, { times: 1 });
      expect(await ask()).to.equal(canary);
    });
  }

  it('a server that hangs: TIMEOUT, after one call', async () => {
    server.fail('hang');
    expect(await ask({ timeoutMs: 50 })).to.equal('SECRETS_MANAGER_TIMEOUT');
    expect(server.calls.GetSecretValue).to.equal(1);
  });

  it('a server that is not there: UNAVAILABLE', async () => {
    await server.close();
    expect(await ask()).to.equal('SECRETS_MANAGER_UNAVAILABLE');
  });

  it('a secret that is marked for deletion: REQUEST_REFUSED, and not "there is none"', async () => {
    server.markForDeletion(id);
    expect(await ask()).to.equal('SECRETS_MANAGER_REQUEST_REFUSED');
    server.remove(id);
    expect(await ask()).to.equal('none');
  });

  it('a role without credentials: FORBIDDEN', async () => {
    const credentials = () =>
      Promise.reject(Object.assign(new Error(canary), { name: 'CredentialsProviderError' }));
    const thrown = await thrownBy(sdkOptions(server.url, { credentials }));
    expect(thrown).to.have.property('code', 'SECRETS_MANAGER_FORBIDDEN');
    expect(printed(thrown)).to.not.contain(canary);
  });

  it('credentials that expired while a function was frozen are fetched anew', async () => {
    let fetched = 0;
    const credentials = async () => {
      fetched += 1;
      return { accessKeyId: `key-${fetched}`, secretAccessKey: 'test' };
    };
    server.fail('expired', { times: 1 });
    expect(await ask({ credentials })).to.equal(canary);
    expect(fetched).to.equal(2);
  });

  describe('and credentials that never come', () => {
    const keys = { accessKeyId: 'test', secretAccessKey: 'test', expiration: new Date(0) };
    const never = new Promise<never>(() => undefined);

    it('deny TIMEOUT, and the next question fetches them anew', async () => {
      const fetches: Promise<typeof keys>[] = [never];
      const credentials = () => fetches.shift() ?? Promise.resolve(keys);
      const store = storeWith(sdkOptions(server.url, { credentials, timeoutMs: 400 }));
      expect(await outcomeOf(get(store))).to.equal('SECRETS_MANAGER_TIMEOUT');
      expect(await outcomeOf(get(store))).to.equal(canary);
    });

    it('leave the last good value to serve', async () => {
      let fetched: Promise<typeof keys> = Promise.resolve(keys);
      const credentials = () => fetched;
      const store = storeWith(
        sdkOptions(server.url, { credentials, timeoutMs: 400, softSeconds: 0 }),
      );
      expect(await outcomeOf(get(store))).to.equal(canary);
      fetched = never;
      expect(await outcomeOf(get(store))).to.equal(canary);
      expect(server.calls.GetSecretValue).to.equal(1);
    });
  });

  it('says which call failed and how', async () => {
    server.fail('deny');
    expect(String(await thrownBy(sdkOptions(server.url)))).to.match(
      /GetSecretValue: AccessDeniedException, HTTP 400, request [0-9a-f-]{36}$/,
    );
  });
});

describe('secrets-manager by the extension', () => {
  let extension: SecretsExtension;
  beforeEach(async () => {
    extension = await startSecretsExtension({ secretsManager: server.url });
  });
  afterEach(() => extension.close());

  const ask = (options?: StoreOptions) =>
    outcomeOf(get(storeWith(extensionOptions(extension, options))));

  for (const [fault, code, calls] of wireFaults) {
    it(`${fault}: ${code} after ${calls}, and nothing of the secret in what is thrown`, async () => {
      extension.fail(fault);
      const thrown = await thrownBy(extensionOptions(extension));
      expect(thrown).to.have.property('code', code);
      expect(printed(thrown)).to.not.contain(canary).and.not.contain('value-of-another');
      expect(printed(thrown)).to.not.contain(extension.token);
      expect(extension.calls).to.include({ get: calls, redirected: 0 });
    });
  }

  for (const [fault] of serviceFaults) {
    it(`${fault} behind it: EXTENSION_REFUSED, for it tells no reason`, async () => {
      server.fail(fault);
      expect(await ask()).to.equal('SECRETS_MANAGER_EXTENSION_REFUSED');
      expect(extension.calls.get).to.equal(1);
    });
  }

  it('a secret that is not there: EXTENSION_REFUSED, for it cannot be told from another failure', async () => {
    server.remove(id);
    expect(await ask()).to.equal('SECRETS_MANAGER_EXTENSION_REFUSED');
  });

  it('hangs: TIMEOUT, after one call', async () => {
    extension.fail('hang');
    expect(await ask({ timeoutMs: 50 })).to.equal('SECRETS_MANAGER_TIMEOUT');
    expect(extension.calls.get).to.equal(1);
  });

  it('is not there: UNAVAILABLE', async () => {
    await extension.close();
    expect(await ask()).to.equal('SECRETS_MANAGER_UNAVAILABLE');
  });

  it('is shown another token: FORBIDDEN', async () => {
    const { port } = extension;
    const shown = { via: 'extension', extension: { port, token: canary } } as const;
    const thrown = await thrownBy(shown);
    expect(thrown).to.have.property('code', 'SECRETS_MANAGER_FORBIDDEN');
    expect(printed(thrown)).to.not.contain(canary);
  });

  it('is not ready in time: TIMEOUT, with a word why', async () => {
    await using early = await startSecretsExtension({ secretsManager: server.url, ready: false });
    const thrown = await thrownBy(extensionOptions(early, { timeoutMs: 100 }));
    expect(thrown).to.include({
      code: 'SECRETS_MANAGER_TIMEOUT',
      message: 'GetSecretValue: the extension was not ready in time',
    });
  });
});

describe("secrets-manager by AWS's Secrets Manager Agent", () => {
  for (const [fault, code] of serviceFaults) {
    it(`${fault} behind it: ${code}, as by the SDK`, async () => {
      await using agent = await startSecretsExtension({
        secretsManager: server.url,
        errors: 'agent',
      });
      server.fail(fault);
      expect(await outcomeOf(get(storeWith(extensionOptions(agent))))).to.equal(code);
    });
  }
});
