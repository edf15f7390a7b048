import { allOf, composeHook, defineHook } from '@gangway/composition';
import {
  BlockRegistry,
  ClaimLedger,
  DeviceRegistry,
  defineCheck,
  definePlugin,
  type Plugin,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { anEvent, memoryDecisionSink, memorySecretStore } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

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

/** One plugin for three ports, as a store is. */
const store = (action: string, ran: string[] = []) =>
  definePlugin({
    name: 'store',
    build: () => ({
      provides: [
        provide(DeviceRegistry, {}, () => ({ find: async () => undefined })),
        provide(ClaimLedger, {}, () => ({
          commit: async () => ({ kind: 'committed' }) as const,
          confirm: async () => ({ kind: 'no-claim' }) as const,
          release: async () => ({ kind: 'not-claimed' }) as const,
        })),
        provide(BlockRegistry, {}, () => ({ find: async () => [] })),
      ],
      permissions: [{ action, resource: '*' }],
      prepare: async () => void ran.push(action),
    }),
  })();

describe('a store, which provides several ports', () => {
  const actionsOf = (plugins: readonly Plugin[], replace: readonly Plugin[] = []) =>
    composeHook(defineHook(plugins), { replace })
      .describe()
      .permissions.map(({ action }) => action);

  it('may replace a plugin that provides one of them', () => {
    expect(actionsOf([registry([], 'file:Read'), asks], [store('table:Read')])).to.deep.equal([
      'table:Read',
    ]);
  });

  it('may replace what nothing provides, where something needs one of them', () => {
    const asksBlocks = defineCheck('asks-blocks', () => permit(), {
      needs: { blocks: BlockRegistry },
    });
    for (const needy of [asks, asksBlocks]) {
      expect(actionsOf([needy], [store('table:Read')])).to.deep.equal(['table:Read']);
    }
  });

  it('is refused where nothing provides or needs any of them, with their names', () => {
    const open = defineCheck('open', () => permit());
    expect(faultOf(() => actionsOf([open], [store('table:Read')]))).to.equal(
      'REPLACEMENT_UNUSED: The replacement "store" provides DeviceRegistry, ClaimLedger, BlockRegistry, which nothing in the hook provides or needs.',
    );
    expect(faultOf(() => actionsOf([asks], [store('table:Read'), memorySecretStore({})]))).to.match(
      /^REPLACEMENT_UNUSED: .* provides SecretStore,/,
    );
  });

  it('may be listed in a hook without intents', async () => {
    const hook = composeHook(defineHook([store('table:Read'), asks]), {
      replace: [memoryDecisionSink().plugin()],
    });
    expect((await hook.decide(anEvent())).outcome).to.equal('ALLOW');
    expect(hook.describe().ports).to.include({ ClaimLedger: 'store', BlockRegistry: 'store' });
  });

  it('is idle once another store has replaced it, and keeps at work for what was left to it', async () => {
    const ran: string[] = [];
    const hook = composeHook(defineHook([store('file:Read', ran), asks]), {
      replace: [store('table:Read', ran)],
    });
    await hook.prepare();
    expect(ran).to.deep.equal(['table:Read']);
    expect(actionsOf([store('file:Read'), asks], [store('table:Read')])).to.deep.equal([
      'table:Read',
    ]);
    expect(actionsOf([store('file:Read'), asks], [registry([], 'list:Read')])).to.deep.equal([
      'file:Read',
      'list:Read',
    ]);
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
