import { allOf, anyOf, composeHook, defineHook, when } from '@gangway/composition';
import { defineCheck, definePlugin, permit } from '@gangway/core';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const yes = defineCheck('yes', () => permit());
const idle = definePlugin({ name: 'idle', build: () => ({ parameters: ['Site'] }) })();
const loosely = (run: (...given: never[]) => unknown, ...given: unknown[]) =>
  faultOf(() => run(...(given as never[])));

describe('what a hook is told as a whole', () => {
  it('is refused when its name is mistyped, with the nearest right one', () => {
    expect(loosely(defineHook, [yes], { protectedKey: ['Site'] })).to.equal(
      'OPTION_UNKNOWN: defineHook has no option "protectedKey". Did you mean "protectedKeys"?',
    );
    expect(loosely(composeHook, defineHook([yes]), { replaces: [] })).to.equal(
      'OPTION_UNKNOWN: composeHook has no option "replaces". Did you mean "replace"?',
    );
    expect(loosely(allOf, [yes], { concurent: true })).to.equal(
      'OPTION_UNKNOWN: allOf has no option "concurent". Did you mean "concurrent"?',
    );
  });

  it('is refused when it is of another kind', () => {
    for (const options of [
      { protectedKeys: 'SerialNumber' },
      { protectedKeys: [''] },
      { protectedKeys: [1] },
      { template: '{}' },
      { template: { Parameters: ['Site'] } },
      { template: null },
      { hashIdentifiersWith: 5 },
      { hashIdentifiersWith: '' },
      null,
      [],
    ]) {
      expect(loosely(defineHook, [yes], options), JSON.stringify(options)).to.match(
        /^OPTION_INVALID: defineHook/,
      );
      const handmade = { plugins: [yes], options };
      expect(loosely(composeHook, handmade), JSON.stringify(options)).to.match(/^OPTION_INVALID: /);
    }
    expect(loosely(composeHook, defineHook([yes]), { replace: yes })).to.match(/^OPTION_INVALID: /);
    expect(loosely(allOf, [yes], { concurrent: 'yes' })).to.match(/^OPTION_INVALID: allOf/);
  });

  it('stays what it was when it was checked', () => {
    const protectedKeys = ['Site'];
    const definition = defineHook([yes], { protectedKeys });
    protectedKeys.pop();
    expect(definition.options.protectedKeys).to.deep.equal(['Site']).and.to.be.frozen;
  });

  it('is a definition, and no list of plugins', () => {
    for (const junk of [[yes], yes, undefined, null, 'hook']) {
      expect(loosely(composeHook, junk)).to.equal(
        'PLUGIN_INVALID: composeHook takes what defineHook gives: composeHook(defineHook([...])).',
      );
    }
  });
});

describe('a plugin in the list', () => {
  it('is refused when parts of it are not there, or it has no name', () => {
    expect(loosely(defineHook, [{ checks: [] }])).to.equal(
      'PLUGIN_INVALID: defineHook: item 1 is not a plugin: it has no list "provides". Make it with definePlugin or defineCheck.',
    );
    expect(loosely(defineHook, [yes, { ...yes, name: '' }])).to.equal(
      'PLUGIN_INVALID: defineHook: item 2 is a plugin without a name.',
    );
  });
});

describe('when', () => {
  it('is refused without a function to ask', () => {
    for (const junk of ['gateways', undefined, true]) {
      expect(loosely(when, junk, [yes])).to.match(/^PLUGIN_INVALID: when takes a function/);
    }
    expect(loosely(when, undefined)).to.match(/^PLUGIN_INVALID: when takes a function/);
    expect(loosely(when, () => true)).to.equal('PLUGIN_INVALID: when takes an array of plugins.');
  });
});

describe('anyOf', () => {
  it('is refused without alternatives, and with one that could never permit', () => {
    expect(loosely(anyOf, [])).to.match(/^PLUGIN_INVALID: .*at least one alternative/);
    for (const mute of [idle, allOf([idle])]) {
      expect(loosely(anyOf, [yes, mute])).to.match(/^PLUGIN_INVALID: any-of: item 2, .*no check/);
    }
  });
});
