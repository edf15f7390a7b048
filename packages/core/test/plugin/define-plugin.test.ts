import {
  Clock,
  CompositionError,
  DeviceRegistry,
  defineCheck,
  defineFact,
  definePlugin,
  type FactUse,
  optionNames,
  overrides,
  type Plugin,
  type ProvisioningRequest,
  permit,
  policyCode,
  provide,
} from '@gangway/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect } from 'chai';

/** A schema with one required string `site` and an optional number `limit`, as Valibot and Zod show themselves. */
const schema: StandardSchemaV1<{ site: string; limit?: number }> & { entries: object } = {
  entries: { site: {}, limit: {} },
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { site, limit } = value as { site?: unknown; limit?: unknown };
      if (typeof site !== 'string')
        return { issues: [{ message: 'must be text', path: ['site', { key: 0 }] }] };
      return {
        value: {
          site: site.toUpperCase(),
          ...(limit === undefined ? {} : { limit: Number(limit) }),
        },
      };
    },
  },
};
const withOptions = definePlugin({
  name: 'with-options',
  options: schema,
  build: ({ site }) => ({
    overrides: { keys: ['Site'], values: () => overrides({ Site: site }) },
  }),
});

const faultOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof CompositionError) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
};
/** As someone without a compiler calls it. */
const loosely = (factory: unknown) => factory as (options?: unknown) => Plugin;

describe('definePlugin', () => {
  it('hands the plugin what its schema made of the options', async () => {
    const [source] = withOptions({ site: 'oslo' }).overrideSources;
    const made =
      source?.kind === 'step' && 'create' in source.make ? source.make.create({}) : undefined;
    const given = await made?.values({} as ProvisioningRequest, {} as never);
    expect(given?.values).to.deep.equal({ Site: 'OSLO' });
    expect(source).to.include({ kind: 'step', plugin: 'with-options', name: 'with-options' });
    expect(source?.kind === 'step' && source.keys).to.deep.equal(['Site']);
  });

  it('tells two of a kind apart by their instances, wherever a plugin is named', () => {
    const fleet = definePlugin({
      name: 'fleet',
      build: () => ({
        instance: 'first',
        checks: { open: () => permit() },
        overrides: { keys: [], values: () => overrides({}) },
        intents: () => [],
        prepare: async () => undefined,
        probe: async () => undefined,
      }),
    });
    const { name, checks, overrideSources, intents, preparations, probes } = fleet();
    expect(fleet.pluginName).to.equal('fleet');
    expect(name).to.equal('fleet:first');
    const parts = [...checks, ...overrideSources, ...intents, ...preparations, ...probes];
    for (const part of parts) {
      expect(part).to.include({ plugin: 'fleet:first' });
    }
    expect(checks[0]).to.include({ name: 'open' });
    expect(overrideSources[0]).to.include({ name: 'fleet:first' });
  });

  it('mistake I: names an option that does not exist, and the nearest that does', () => {
    expect(faultOf(() => loosely(withOptions)({ site: 'x', Limits: 1 }))).to.deep.equal({
      code: 'OPTION_UNKNOWN',
      message: 'Plugin "with-options" has no option "Limits". Did you mean "limit"?',
    });
    expect(faultOf(() => loosely(withOptions)({ site: 'x', colour: 1 }))).to.deep.equal({
      code: 'OPTION_UNKNOWN',
      message: 'Plugin "with-options" has no option "colour". It takes: site, limit.',
    });
  });

  it('names an option that is missing or ill-typed', () => {
    for (const options of [undefined, {}, { site: 1 }]) {
      expect(faultOf(() => loosely(withOptions)(options))).to.deep.equal({
        code: 'OPTION_INVALID',
        message: 'Plugin "with-options", option "site.0": must be text',
      });
    }
  });

  it('refuses options that are no object as a whole', () => {
    const whole: StandardSchemaV1 = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ issues: [{ message: 'no' }] }),
      },
    };
    const plugin = loosely(definePlugin({ name: 'p', options: whole, build: () => ({}) }));
    for (const options of ['x', 1, null, { any: 1 }]) {
      expect(faultOf(() => plugin(options))).to.deep.equal({
        code: 'OPTION_INVALID',
        message: 'Plugin "p", option (all): no',
      });
    }
    const named = { ...whole, entries: { site: {} } };
    const telling = loosely(definePlugin({ name: 'p', options: named, build: () => ({}) }));
    for (const options of ['x', 1, null]) {
      expect(faultOf(() => telling(options))?.code).to.equal('OPTION_INVALID');
    }
  });

  it('refuses a schema that answers asynchronously or says nothing', () => {
    const odd = (answer: unknown): StandardSchemaV1 => ({
      '~standard': { version: 1, vendor: 'test', validate: () => answer as { value: unknown } },
    });
    const asynchronous = loosely(
      definePlugin({ name: 'p', options: odd(Promise.resolve({ value: 1 })), build: () => ({}) }),
    );
    expect(faultOf(() => asynchronous({}))).to.deep.equal({
      code: 'OPTION_INVALID',
      message:
        'Plugin "p": its options schema answers asynchronously; a hook is composed synchronously.',
    });
    const silent = loosely(
      definePlugin({ name: 'p', options: odd({ issues: [] }), build: () => ({}) }),
    );
    expect(faultOf(() => silent({}))?.message).to.equal('Plugin "p", option (all): not valid');
  });

  it('tells the name, options and reason codes of its plugins before any is made', () => {
    const reasonCodes = { CLOSED: policyCode('Closed.', 'Open.') };
    const untold = { '~standard': schema['~standard'] };
    expect(withOptions).to.include({ pluginName: 'with-options' });
    expect(withOptions.optionNames).to.deep.equal(['site', 'limit']);
    const plain = definePlugin({ name: 'plain', reasonCodes, build: () => ({}) });
    expect(plain.optionNames).to.deep.equal([]);
    expect(plain.reasonCodes).to.equal(reasonCodes);
    const silent = definePlugin({ name: 'silent', options: untold, build: () => ({}) });
    expect(silent.optionNames).to.equal(undefined);
    expect(silent.reasonCodes).to.deep.equal({});
    expect(plain).to.be.frozen;
  });

  it('takes no options where none are declared', () => {
    const plain = definePlugin({ name: 'plain', build: () => ({}) });
    expect(plain().name).to.equal('plain');
    expect(faultOf(() => loosely(plain)({ a: 1 }))).to.deep.equal({
      code: 'OPTION_UNKNOWN',
      message: 'Plugin "plain" takes no options.',
    });
  });

  it('gives a plugin with nothing in it but what was declared', () => {
    expect(definePlugin({ name: 'empty', build: () => ({}) })()).to.deep.equal({
      name: 'empty',
      provides: [],
      checks: [],
      overrideSources: [],
      intents: [],
      preparations: [],
      probes: [],
      reasonCodes: {},
      parameters: [],
      freshParameters: [],
      permissions: [],
      parts: [],
    });
  });

  it('adds the facts that its options ask for to those of its kind', () => {
    const [given, needed, wanted] = ['g', 'n', 'w'].map((name) => defineFact(name));
    const plugin = definePlugin({
      name: 'asking',
      facts: { gives: [given], needs: [given] } as FactUse,
      build: () => ({
        facts: { needs: [needed], wants: [wanted] } as FactUse,
        freshParameters: ['Signature'],
        checks: { asking: () => permit() },
      }),
    })();
    const [step] = plugin.checks;
    expect(step).to.have.deep.property('facts', {
      gives: [given],
      needs: [given, needed],
      wants: [wanted],
    });
    expect(plugin.freshParameters).to.deep.equal(['Signature']);
  });

  it('hands every step the ports that the plugin needs, beside facts and signal', async () => {
    const key = defineFact<string>('k');
    const seen: unknown[] = [];
    const reasonCodes = { CLOSED: policyCode('Closed.', 'Open.') };
    const plugin = definePlugin({
      name: 'all',
      needs: { clock: Clock },
      facts: { gives: [key] },
      reasonCodes,
      build: () => ({
        checks: {
          first: (_request, { ports, facts }) => {
            seen.push(ports.clock, facts);
            return permit();
          },
          second: () => permit(),
        },
        intents: (_request, { ports, signal }) => {
          seen.push(ports.clock, signal);
          return [];
        },
        prepare: async ({ ports, signal }) => {
          seen.push(ports.clock, signal);
        },
        probe: async ({ ports, signal }) => {
          seen.push(ports.clock, signal);
        },
        parameters: ['SerialNumber'],
        permissions: [{ action: 'iot:DescribeThing', resource: '*' }],
      }),
    })();
    expect(plugin).to.deep.include({
      reasonCodes,
      parameters: ['SerialNumber'],
      permissions: [{ action: 'iot:DescribeThing', resource: '*' }],
    });
    expect(plugin).to.be.frozen;
    expect(plugin.checks.map((node) => node.name)).to.deep.equal(['first', 'second']);
    const [first] = plugin.checks;
    const [intents] = plugin.intents;
    const [preparation] = plugin.preparations;
    const [probe] = plugin.probes;
    if (first?.kind !== 'step' || !('create' in first.make)) throw new Error('not a step');
    if (intents?.kind !== 'step' || !('create' in intents.make)) throw new Error('not a step');
    expect(first).to.deep.include({ plugin: 'all', facts: { gives: [key] }, conditions: [] });
    expect(first.make.needs).to.deep.equal({ clock: Clock });
    await first.make.create({ clock: 1 })({} as never, { facts: 2, signal: 3 } as never);
    await intents.make.create({ clock: 4 })({} as never, { facts: 5, signal: 6 } as never);
    await preparation?.prepare({ clock: 7 }, 8 as never);
    await probe?.probe({ clock: 9 }, 10 as never);
    expect(seen).to.deep.equal([1, 2, 4, 6, 7, 8, 9, 10]);
    expect(probe).to.deep.include({ plugin: 'all', needs: { clock: Clock } });
    expect(preparation).to.deep.include({ plugin: 'all', needs: { clock: Clock } });
  });
});

describe('defineCheck', () => {
  it('makes a plugin of one function', async () => {
    const plugin = defineCheck(
      'office-hours',
      (_request, { ports }) => (ports.clock ? permit() : permit()),
      {
        needs: { clock: Clock },
      },
    );
    const [node] = plugin.checks;
    expect(plugin.name).to.equal('office-hours');
    expect(node).to.deep.include({ kind: 'step', name: 'office-hours', plugin: 'office-hours' });
    expect(defineCheck('bare', () => permit()).checks).to.have.length(1);
  });
});

describe('provide', () => {
  it('names a port, what its implementation needs, and how it is made', () => {
    const provision = provide(DeviceRegistry, { clock: Clock }, () => ({
      find: async () => undefined,
    }));
    expect(provision).to.include({ token: DeviceRegistry }).and.to.be.frozen;
    expect(provision.needs).to.deep.equal({ clock: Clock });
  });
});

describe('optionNames', () => {
  it("reads Valibot's entries and Zod's shape, and knows no others", () => {
    expect(optionNames(schema)).to.deep.equal(['site', 'limit']);
    expect(optionNames({ ...schema, entries: undefined, shape: { a: 1 } } as never)).to.deep.equal([
      'a',
    ]);
    expect(optionNames({ '~standard': schema['~standard'] })).to.equal(undefined);
    expect(optionNames({ ...schema, entries: null } as never)).to.equal(undefined);
    expect(optionNames({ ...schema, entries: null, shape: null } as never)).to.equal(undefined);
  });
});
