import { composeHook, defineHook } from '@gangway/composition';
import {
  defineCheck,
  definePlugin,
  deny,
  type Plugin,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { anEvent, memoryDecisionSink, memorySecretStore } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const store = (name: string, ran: string[] = []) =>
  definePlugin({
    name,
    build: () => ({
      provides: [
        provide(SecretStore, {}, () => ({ get: async () => ({ value: name, version: '1' }) })),
      ],
      permissions: [{ action: `${name}:Read`, resource: '*' }],
      prepare: async () => void ran.push(name),
    }),
  })();

/** A plugin that brings a store, and says of the secret that it gets where it came from. */
const asker = (name: string, brings: readonly Plugin[]) =>
  definePlugin({
    name,
    needs: { secrets: SecretStore },
    build: () => ({
      brings,
      checks: {
        [name]: async (_request, { ports, signal }) => {
          const secret = await ports.secrets.get('key', { signal });
          return secret?.value === 'yes' ? permit() : deny('FROM', `${secret?.value}`);
        },
      },
    }),
  })();

describe('a provider that a plugin brings along', () => {
  const compose = (plugins: readonly Plugin[], replace: readonly Plugin[] = []) =>
    composeHook(defineHook(plugins), { replace: [...replace, memoryDecisionSink().plugin()] });
  const askedOf = async (plugins: readonly Plugin[], replace: readonly Plugin[] = []) => {
    const decision = await compose(plugins, replace).decide(anEvent());
    return decision.outcome === 'ALLOW' ? 'yes' : decision.reason.detail;
  };

  it('serves where nobody else provides its port', async () => {
    expect(await askedOf([asker('asks', [store('brought')])])).to.equal('brought');
  });

  it('stands back for one that is listed, before or behind, and for a replacement', async () => {
    const asks = asker('asks', [store('brought')]);
    expect(await askedOf([store('listed'), asks])).to.equal('listed');
    expect(await askedOf([asks, store('listed')])).to.equal('listed');
    const replaced = memorySecretStore({ key: { value: 'yes', version: '1' } });
    expect(await askedOf([asks], [replaced])).to.equal('yes');
  });

  it('is one for all plugins that bring one of its name, and prepared once', async () => {
    const ran: string[] = [];
    const hook = compose([
      asker('first', [store('brought', ran)]),
      asker('second', [store('brought', ran)]),
    ]);
    await hook.prepare();
    expect(ran).to.deep.equal(['brought']);
    expect(hook.describe().ports).to.include({ SecretStore: 'brought' });
  });

  it('is refused beside another that is brought: nobody said which of the two serves', () => {
    const plugins = [asker('first', [store('one')]), asker('second', [store('other')])];
    expect(faultOf(() => compose(plugins))).to.match(/^PORT_DOUBLED: .*"one" and by "other"/);
  });

  it('prepares nothing and asks no permission where it was not chosen', async () => {
    const ran: string[] = [];
    const hook = compose([asker('asks', [store('brought', ran)]), store('listed', ran)]);
    await hook.prepare();
    expect(ran).to.deep.equal(['listed']);
    expect(hook.describe().permissions).to.deep.equal([{ action: 'listed:Read', resource: '*' }]);
  });

  it('may bring nothing that takes part in a decision', () => {
    const checks = defineCheck('sneaky', () => permit());
    expect(faultOf(() => asker('asks', [checks]))).to.equal(
      'PLUGIN_INVALID: Plugin "asks": what its build answered has "brings", which is not an array of plugins that only provide ports.',
    );
  });
});
