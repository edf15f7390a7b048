import {
  allOf,
  anyOf,
  composeHook,
  defineHook,
  layered,
  monitor,
  onFailure,
  when,
} from '@gangway/composition';
import {
  DeviceRegistry,
  defineCheck,
  definePlugin,
  errorCode,
  overrides,
  type Plugin,
  PortError,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { memoryDecisionSink, memorySecretStore } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const { signal } = new AbortController();

/** A plugin with a check and an override source, and something outside that answers or does not. */
const outside = (name: string, up = true) =>
  definePlugin({
    name,
    reasonCodes: { TIMETABLE_DOWN: errorCode('It is down.', 'Start it.') },
    build: () => ({
      checks: { any: () => permit() },
      overrides: { keys: ['Site'], values: () => overrides({}) },
      probe: async () => {
        if (!up) throw new PortError('TIMETABLE_DOWN', 'connection refused');
      },
    }),
  })();

const registry = (name: string) =>
  definePlugin({
    name,
    build: () => ({
      provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
      probe: async () => undefined,
    }),
  })();

const asks = defineCheck('asks', () => permit(), { needs: { registry: DeviceRegistry } });

const compose = (plugins: readonly Plugin[], replace: readonly Plugin[] = []) =>
  composeHook(defineHook(plugins), { replace: [memoryDecisionSink().plugin(), ...replace] });

const asked = async (plugins: readonly Plugin[], replace: readonly Plugin[] = []) =>
  (await compose(plugins, replace).probe(signal)).map(({ plugin }) => plugin);

describe('probe', () => {
  it('tells of every plugin that depends on something whether it answered', async () => {
    const answers = await compose([outside('a'), outside('b', false), asks, registry('r')]).probe(
      signal,
    );
    expect(answers.map(({ durationMs, ...answer }) => answer)).to.deep.equal([
      { plugin: 'a', answered: true },
      {
        plugin: 'b',
        answered: false,
        code: 'TIMETABLE_DOWN',
        detail: 'TIMETABLE_DOWN: connection refused',
      },
      { plugin: 'r', answered: true },
    ]);
  });

  it('asks afresh each time', async () => {
    let up = false;
    const flaky = definePlugin({
      name: 'flaky',
      build: () => ({
        probe: async () => {
          if (!up) throw new PortError('PORT_UNAVAILABLE', 'not yet');
        },
      }),
    })();
    const hook = compose([flaky]);
    expect((await hook.probe(signal))[0]?.answered).to.equal(false);
    up = true;
    expect((await hook.probe(signal))[0]?.answered).to.equal(true);
  });

  it('asks what stands in a composite, whichever it is, once', async () => {
    const composites: readonly ((plugins: readonly Plugin[]) => Plugin)[] = [
      allOf,
      anyOf,
      layered,
      (plugins) => monitor(plugins, { enforce: { share: 1, serialNumber: 'SerialNumber' } }),
      (plugins) => when(() => false, plugins),
      (plugins) => onFailure('skip', plugins),
    ];
    for (const composite of composites) {
      const inside = outside('inside');
      expect(composite([inside]).probes).to.deep.equal(inside.probes);
      expect(await asked([composite([inside, outside('other')])])).to.deep.equal([
        'inside',
        'other',
      ]);
      expect(await asked([inside, allOf([composite([inside])])])).to.deep.equal(['inside']);
    }
  });

  it('asks nothing of what a monitor tries and lets decide for nobody, but for what it provides', async () => {
    const tried = allOf([outside('tried', false), registry('own')]);
    for (const composite of [monitor([tried]), allOf([monitor([tried])])]) {
      expect(await asked([composite, asks])).to.deep.equal(['own']);
    }
  });

  it('asks the replacement of a provider, and the provider no more', async () => {
    for (const own of [registry('own'), allOf([registry('own')])]) {
      expect(await asked([own, asks])).to.deep.equal(['own']);
      expect(await asked([own, asks], [registry('other')])).to.deep.equal(['other']);
    }
  });

  it('asks what a plugin brings only where it was chosen', async () => {
    const bringing = definePlugin({
      name: 'bringing',
      build: () => ({ checks: { any: () => permit() }, brings: [registry('brought')] }),
    })();
    expect(await asked([bringing, asks])).to.deep.equal(['brought']);
    expect(await asked([bringing, asks, registry('own')])).to.deep.equal(['own']);
  });

  it('has the ports that its plugin needs', async () => {
    const seen: unknown[] = [];
    const secretly = definePlugin({
      name: 'secretly',
      needs: { secrets: SecretStore },
      build: () => ({
        probe: async (context) => {
          seen.push((await context.ports.secrets.get('id', context))?.version, context.signal);
        },
      }),
    })();
    await compose([secretly, memorySecretStore({ id: { value: 'v', version: '1' } })]).probe(
      signal,
    );
    expect(seen).to.deep.equal(['1', signal]);
    expect(faultOf(() => compose([secretly]))).to.match(/^PORT_MISSING: Plugin "secretly"/);
  });

  it('has nobody to ask where no plugin depends on anything', async () => {
    expect(await asked([defineCheck('open', () => permit())])).to.deep.equal([]);
  });
});
