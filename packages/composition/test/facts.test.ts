import { allOf, anyOf, composeHook, defineHook, layered, when } from '@gangway/composition';
import {
  defineCheck,
  defineFact,
  definePlugin,
  deny,
  fact,
  overrides,
  type Plugin,
  permit,
  toResponse,
} from '@gangway/core';
import { anEvent, memoryDecisionSink } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const key = defineFact<string>('site');
const yes = defineCheck('yes', () => permit());
const gives = (name: string) =>
  defineCheck(name, () => permit(fact(key, name)), { facts: { gives: [key] } });
const reads = definePlugin({
  name: 'reads',
  facts: { needs: [key] },
  build: () => ({
    overrides: { keys: ['Site'], values: (_r, { facts }) => overrides({ Site: facts.get(key) }) },
  }),
});
const otherwise = definePlugin({
  name: 'otherwise',
  build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'none' }) } }),
});
const compose = (...plugins: Plugin[]) =>
  composeHook(defineHook(plugins), { replace: [memoryDecisionSink().plugin()] });
const faultIn = (...plugins: Plugin[]) => faultOf(() => compose(...plugins));
const answer = async (...plugins: Plugin[]) => {
  const decision = await compose(...plugins).decide(anEvent());
  return decision.outcome === 'ALLOW' ? toResponse(decision).parameterOverrides : decision.reason;
};
const isGateway = () => true;
const isSensor = () => true;

describe('a fact', () => {
  it('is there for the layers of a layered that stand under the same condition', async () => {
    const layers = () => layered([reads(), otherwise()]);
    expect(await answer(when(isGateway, [gives('a'), layers()]))).to.deep.equal({ Site: 'a' });
    expect(await answer(anyOf([allOf([gives('a'), layers()]), yes]))).to.deep.equal({ Site: 'a' });
    expect(faultIn(when(isGateway, [gives('a')]), layers())).to.match(/^FACT_WITHOUT_GIVER/);
  });

  it('is there in every when of the same function, which is asked once a request', async () => {
    let asked = 0;
    const counts = () => {
      asked += 1;
      return true;
    };
    const plugins = [when(counts, [gives('a')]), when(counts, [reads()])];
    expect(await answer(...plugins)).to.deep.equal({ Site: 'a' });
    expect(asked).to.equal(1);
    expect(faultIn(when(isGateway, [gives('a')]), when(isSensor, [reads()]))).to.match(
      /^FACT_WITHOUT_GIVER.*only where isGateway holds/,
    );
  });

  it('may not be given under two conditions that one request can meet; anyOf is the way', async () => {
    const both = [when(isGateway, [gives('a')]), when(isSensor, [gives('b')])];
    expect(faultIn(...both)).to.match(/^FACT_DOUBLED: .*"a" and by "b".*anyOf/);
    expect(faultIn(...both, reads())).to.match(/^FACT_DOUBLED: .*anyOf/);
    expect(await answer(anyOf(both), reads())).to.deep.equal({ Site: 'a' });
  });

  it('may be given by branches of one anyOf, for only one of them is taken, and not by those of two', () => {
    expect(faultIn(anyOf([gives('a'), gives('b'), yes]))).to.equal('none');
    expect(faultIn(anyOf([gives('a'), yes]), anyOf([gives('b'), yes]))).to.match(/^FACT_DOUBLED/);
    expect(faultIn(anyOf([when(isGateway, [gives('a')]), when(isSensor, [gives('b')])]))).to.equal(
      'none',
    );
  });

  it('is not certain where an alternative can permit without the part that gives it', () => {
    const unsure = allOf([yes, when(isGateway, [gives('a')])]);
    expect(faultIn(anyOf([unsure, gives('b')]), reads())).to.match(/^FACT_WITHOUT_GIVER/);
  });

  it('of a branch that was refused moves no other: an anyOf listed in both is asked anew in the next', async () => {
    const isA = defineCheck('is-a', (_r, { facts }) => permitsA(facts.get(key)), {
      facts: { needs: [key] },
    });
    const permitsA = (value: string) => (value === 'a' ? permit() : deny('NOT_A', value));
    const asA = definePlugin({
      name: 'as-a',
      build: () => ({ overrides: { keys: ['A'], values: () => overrides({ A: 'a' }) } }),
    });
    const inner = anyOf([allOf([isA, asA()]), allOf([yes, otherwise()])]);
    const no = defineCheck('no', () => deny('NO', ''));
    const outer = anyOf([allOf([gives('a'), inner, no]), allOf([gives('b'), inner])]);
    expect(await answer(outer)).to.deep.equal({ Site: 'none' });
  });
});
