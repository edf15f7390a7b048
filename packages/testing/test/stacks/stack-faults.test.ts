import { stackFaults, stackMutations } from '@gangway/testing/stacks';
import { expect } from 'chai';
import { goodNeeds, goodTemplate } from './good-template.js';

describe('the check of a deployment template', () => {
  const mutations = stackMutations(goodTemplate);

  it('finds nothing in a good one', () => {
    expect(stackFaults(goodTemplate, goodNeeds)).to.deep.equal([]);
  });

  it('has hundreds of ways to be wrong', () => {
    expect(mutations.length).to.be.greaterThan(200);
    expect(new Set(mutations.map(({ name }) => name)).size).to.equal(mutations.length);
  });

  for (const { name, code, template } of mutations) {
    it(`finds what is wrong ${name}`, () => {
      const codes = stackFaults(template, goodNeeds).map((fault) => fault.code);
      expect(codes.some((found) => found.startsWith(code))).to.equal(
        true,
        `${code} is not among ${codes.join(', ')}`,
      );
    });
  }
});
