import { allOf, composeHook, defineHook } from '@gangway/composition';
import {
  DeviceRegistry,
  defineCheck,
  definePlugin,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { memoryDecisionSink } from '@gangway/testing';
import { expect } from 'chai';

const asks = defineCheck('asks', () => permit(), { needs: { registry: DeviceRegistry } });

/** A provider of one name, whichever way it is configured. */
const registry = (ran: string[], action: string, check = false) =>
  definePlugin({
    name: 'registry',
    build: () => ({
      provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
      ...(check ? { checks: { open: () => permit() } } : {}),
      permissions: [{ action, resource: '*' }],
      prepare: async () => void ran.push(action),
    }),
  })();

describe('a provider that was replaced', () => {
  const composed = async (listed: 'alone' | 'in a composite' | 'with a check') => {
    const ran: string[] = [];
    const own = registry(ran, 'file:Read', listed === 'with a check');
    const hook = composeHook(defineHook([listed === 'in a composite' ? allOf([own]) : own, asks]), {
      replace: [registry(ran, 'memory:Read'), memoryDecisionSink().plugin()],
    });
    await hook.prepare();
    return { ran, permitted: hook.describe().permissions.map(({ action }) => action) };
  };

  it('prepares nothing and asks no permission, though its replacement has the same name', async () => {
    for (const listed of ['alone', 'in a composite'] as const) {
      const { ran, permitted } = await composed(listed);
      expect(ran).to.deep.equal(['memory:Read']);
      expect(permitted).to.deep.equal(['memory:Read']);
    }
  });

  it('keeps both as long as it asks something itself', async () => {
    const { ran, permitted } = await composed('with a check');
    expect(ran).to.deep.equal(['file:Read', 'memory:Read']);
    expect(permitted).to.deep.equal(['file:Read', 'memory:Read']);
  });

  it('needs no port any more for what it would have prepared', () => {
    const needy = definePlugin({
      name: 'needy',
      needs: { secrets: SecretStore },
      build: () => ({
        provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
        prepare: async () => {},
      }),
    })();
    const compose = () =>
      composeHook(defineHook([needy, asks]), { replace: [registry([], 'memory:Read')] });
    expect(compose).not.to.throw();
  });

  it('is prepared once, though it is listed in two places', async () => {
    const ran: string[] = [];
    const warm = definePlugin({
      name: 'warm',
      build: () => ({ prepare: async () => void ran.push('warm') }),
    })();
    await composeHook(defineHook([warm, allOf([warm])])).prepare();
    expect(ran).to.deep.equal(['warm']);
  });
});

describe('a description', () => {
  it('is frozen to the bottom, and leaves what plugins were made of alone', () => {
    const parameters = ['Site'];
    const plugin = definePlugin({ name: 'p', build: () => ({ parameters }) })();
    const description = composeHook(defineHook([allOf([plugin, asks])]), {
      replace: [registry([], 'memory:Read')],
    }).describe();
    const isFrozen = (data: unknown): boolean =>
      Object.isFrozen(data) &&
      (typeof data !== 'object' || data === null || Object.values(data).every(isFrozen));
    expect(isFrozen(description)).to.equal(true);
    expect(description.plugins[0]?.parts[0]?.parameters).to.deep.equal(['Site']);
    parameters.push('Line');
    expect(description.plugins[0]?.parts[0]?.parameters).to.deep.equal(['Site']);
  });
});
