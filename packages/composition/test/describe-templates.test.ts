import { allOf, anyOf, composeHook, defineHook, monitor, when } from '@gangway/composition';
import { definePlugin, type Plugin, permit } from '@gangway/core';
import { expect } from 'chai';

const restricted = (...templates: readonly string[]) =>
  definePlugin({
    name: `only-${templates.join('-')}`,
    build: () => ({ templates, checks: { restricted: () => permit() } }),
  })();
const open = definePlugin({ name: 'open', build: () => ({ checks: { open: () => permit() } }) })();

const told = (...plugins: readonly Plugin[]) =>
  composeHook(defineHook(plugins)).describe().templates;

describe('the templates that a hook lets through', () => {
  it('are not told where no plugin tells', () => {
    expect(told(open)).to.equal(undefined);
  });

  it('are those that every plugin lets through, within allOf too', () => {
    expect(told(open, restricted('a', 'b', 'c'))).to.deep.equal(['a', 'b', 'c']);
    expect(told(restricted('a', 'b', 'c'), allOf([open, restricted('c', 'b')]))).to.deep.equal([
      'b',
      'c',
    ]);
    expect(told(restricted('a'), restricted('b'))).to.deep.equal([]);
  });

  it('are not told by what is asked of some requests alone, or decides nothing', () => {
    const always = () => true;
    expect(told(anyOf([restricted('a'), open]))).to.equal(undefined);
    expect(told(open, when(always, [restricted('a')]))).to.equal(undefined);
    expect(told(open, when(always, [allOf([restricted('a')])]))).to.equal(undefined);
    expect(told(open, monitor([restricted('a')]))).to.equal(undefined);
    expect(told(open, monitor([allOf([restricted('a')])]))).to.equal(undefined);
  });

  it('stand with the plugin that tells them, wherever it is', () => {
    const { plugins } = composeHook(defineHook([anyOf([restricted('a'), open])])).describe();
    expect(plugins[0]?.parts.map(({ templates }) => templates)).to.deep.equal([['a'], undefined]);
  });
});
