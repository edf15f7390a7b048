import type { Secret, SecretStore } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/**
 * What every `SecretStore` does. Run it in the adapter's own tests.
 *
 * @param make a store that holds exactly these secrets, stages other than the current one under `id#stage`
 * @param holds `binary: false` for a store that knows texts alone
 * @example
 * secretStoreContract('memory', createMemorySecretStore);
 */
export function secretStoreContract(
  name: string,
  make: (secrets: Readonly<Record<string, Secret>>) => SecretStore | Promise<SecretStore>,
  { binary = true }: { readonly binary?: boolean } = {},
): void {
  const { signal } = new AbortController();
  const secrets = {
    'fleet/key': { value: 'now', version: '2' },
    'fleet/key#AWSPREVIOUS': { value: 'before', version: '1' },
    ...(binary ? { 'fleet/octets': { value: Uint8Array.of(0, 255, 128), version: '3' } } : {}),
  };

  describe(`SecretStore contract: ${name}`, () => {
    it('gives the current value and its version', async () => {
      const store = await make(secrets);
      expect(await store.get('fleet/key', { signal })).to.deep.equal({
        value: 'now',
        version: '2',
      });
    });

    it('gives another stage when asked for it', async () => {
      const store = await make(secrets);
      const secret = await store.get('fleet/key', { signal, stage: 'AWSPREVIOUS' });
      expect(secret).to.deep.equal({ value: 'before', version: '1' });
    });

    it('answers undefined for an id and for a stage that it does not have', async () => {
      const store = await make(secrets);
      expect(await store.get('fleet/other', { signal })).to.equal(undefined);
      expect(await store.get('fleet/key', { signal, stage: 'AWSPENDING' })).to.equal(undefined);
    });

    it('answers for a version that was rejected as well as ever, be there a newer one or not', async () => {
      const store = await make(secrets);
      for (const rejectedVersion of ['2', '1', 'none', '']) {
        const secret = await store.get('fleet/key', { signal, rejectedVersion });
        expect(secret).to.deep.equal({ value: 'now', version: '2' });
      }
      const none = await store.get('fleet/other', { signal, rejectedVersion: '2' });
      expect(none).to.equal(undefined);
    });

    if (binary) {
      it('gives each caller the octets of a binary secret in a copy of his own', async () => {
        const store = await make(secrets);
        for (let time = 0; time < 2; time += 1) {
          const secret = await store.get('fleet/octets', { signal });
          expect(secret).to.deep.equal({ value: Uint8Array.of(0, 255, 128), version: '3' });
          if (secret?.value instanceof Uint8Array) secret.value.fill(1);
        }
      });
    }

    it('rejects when the signal is aborted already', async () => {
      const store = await make(secrets);
      const got = store.get('fleet/key', { signal: AbortSignal.abort(new Error('too late')) });
      expect(
        await got.then(
          () => 'answered',
          () => 'rejected',
        ),
      ).to.equal('rejected');
    });
  });
}
