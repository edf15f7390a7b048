import { composeHook, defineHook, layered, monitor, when } from '@gangway/composition';
import { defineCheck, definePlugin, overrides, type Plugin, permit } from '@gangway/core';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const yes = defineCheck('yes', () => permit());
const sets = (...keys: readonly string[]) =>
  definePlugin({
    name: 'sets',
    build: () => ({ overrides: { keys, values: () => overrides({}) } }),
  })();
const template = { Parameters: { SerialNumber: { Type: 'String' }, Site: { Type: 'String' } } };
const composing = (plugin: Plugin, body: object = template) =>
  faultOf(() => composeHook(defineHook([yes, plugin], { template: body })));

describe('override keys, where the template is given', () => {
  it('may be any that it declares, and any at all where none is given', () => {
    expect(() =>
      composeHook(defineHook([yes, sets('Site', 'SerialNumber')], { template })),
    ).not.to.throw();
    expect(() => composeHook(defineHook([yes, sets('Zone')]))).not.to.throw();
  });

  it('are refused when it does not, with the plugin, the key and the nearest right name', () => {
    expect(composing(sets('Site', 'Stie'))).to.equal(
      'OVERRIDE_KEY_UNDECLARED: Plugin "sets" sets the key "Stie", which the template\'s Parameters do not have. Did you mean "Site"?',
    );
    expect(composing(sets('toString'))).to.match(/^OVERRIDE_KEY_UNDECLARED: .*"toString"/);
    for (const body of [{}, { Parameters: {} }]) {
      expect(composing(sets('Site'), body)).to.match(
        /^OVERRIDE_KEY_UNDECLARED: .* Declare it there\.$/,
      );
    }
  });

  it('are looked for inside composites, too', () => {
    const inside = [sets('Zone')];
    for (const composite of [layered(inside), when(() => false, inside), monitor(inside)]) {
      expect(composing(composite)).to.match(/^OVERRIDE_KEY_UNDECLARED: Plugin "sets"/);
    }
  });
});

describe('protected keys, where the template is given', () => {
  const protecting = (...protectedKeys: readonly string[]) =>
    faultOf(() => composeHook(defineHook([yes], { template, protectedKeys })));

  it('may be any that it declares, and those of AWS IoT', () => {
    expect(protecting('Site', 'AWS::IoT::Certificate::Id')).to.equal('none');
  });

  it('are refused when it does not: the one that was meant would stand open', () => {
    expect(protecting('Site', 'Serialnumber')).to.equal(
      'PROTECTED_KEY_UNDECLARED: The hook protects the key "Serialnumber", which the template\'s Parameters do not have. Did you mean "SerialNumber"?',
    );
  });
});
