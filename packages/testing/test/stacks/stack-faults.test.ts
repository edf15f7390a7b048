import { type StackTemplate, stackFaults, stackMutations } from '@gangway/testing/stacks';
import { expect } from 'chai';
import { goodNeeds, goodTemplate } from './good-template.js';

/** Without these CloudFormation refuses the template, or cfn-lint finds it; and names that are a matter of taste. */
const askedForAnyway = [
  /PolicyDocument\.Version$/,
  /PolicyName$/,
  /^Properties\.Code\b/,
  /^Properties\.Description\b/,
  /^Properties\.RuleName$/,
  /^Properties\.Metrics\.0\.Id$/,
];

type Path = readonly string[];

function* pathsIn(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield [...path, name];
    yield* pathsIn(inner, [...path, name]);
  }
}

function without(template: StackTemplate, path: Path): StackTemplate {
  const copy = structuredClone(template);
  const around = path.slice(0, -1).reduce((inner, name) => Object(inner)[name], copy);
  const last = path.at(-1) ?? '';
  if (Array.isArray(around)) around.splice(Number(last), 1);
  else Reflect.deleteProperty(around, last);
  return copy;
}

describe('the check of a deployment template', () => {
  const mutations = stackMutations(goodTemplate);

  it('finds nothing in a good one', () => {
    expect(stackFaults(goodTemplate, goodNeeds)).to.deep.equal([]);
  });

  it('has hundreds of ways to be wrong', () => {
    expect(mutations.length).to.be.greaterThan(200);
    expect(new Set(mutations.map(({ name }) => name)).size).to.equal(mutations.length);
  });

  it('misses nothing that is left out, down to the last setting, but what CloudFormation asks for itself', () => {
    const paths = [...pathsIn(goodTemplate.Resources, ['Resources'])];
    const missed = paths
      .filter((path) => stackFaults(without(goodTemplate, path), goodNeeds).length === 0)
      .map((path) => path.slice(2).join('.'));
    expect(paths.length).to.be.greaterThan(300);
    expect(missed.filter((path) => !askedForAnyway.some((one) => one.test(path)))).to.deep.equal(
      [],
    );
    // The list has nothing that is found today.
    for (const one of askedForAnyway) expect(missed.some((path) => one.test(path))).to.equal(true);
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
