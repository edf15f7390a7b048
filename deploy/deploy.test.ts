import { readFileSync, writeFileSync } from 'node:fs';
import { stackFaults, stackMutations } from '@gangway/testing/stacks';
import { expect } from 'chai';
import { templateYaml } from './plain/template-yaml.js';
import { exampleNames, exampleTemplates } from './stacks.js';

const head = (name: string) =>
  ` Made from examples/${name}/stack.ts; README.md says how it is deployed. UPDATE_DEPLOY=1 makes it anew.`;

for (const name of exampleNames) {
  describe(`what is deployed of the example ${name}`, () => {
    let templates: ReturnType<typeof exampleTemplates>;

    before(function () {
      this.timeout(60_000);
      templates = exampleTemplates(name);
    });

    it('is in the file without the CDK as its stack says it', () => {
      const file = new URL(`${name}.yaml`, import.meta.url);
      const text = templateYaml(templates.plain.template, head(name));
      if (process.env.UPDATE_DEPLOY === '1') writeFileSync(file, text);
      expect(readFileSync(file, 'utf8')).to.equal(text);
    });

    it('has nothing of the CDK in the file', () => {
      const text = JSON.stringify(templates.plain.template);
      expect(text).not.to.match(/cdk|Bootstrap|Metadata|Custom::/i);
    });

    it('has for each key of a zip a version of its own, also of a zip that is as it was', () => {
      const { Resources } = templates.plain.template;
      const versions = Object.values(Resources).filter(
        ({ Type }) => Type === 'AWS::Lambda::Version',
      );
      expect(versions).to.have.length.greaterThan(0);
      for (const version of versions) {
        const { FunctionName, Description } = Object(version.Properties);
        const ofFunction = Object(Resources[FunctionName.Ref]?.Properties);
        const key = ofFunction.Code.S3Key;
        expect(key).to.have.property('Ref');
        expect([Description, ofFunction.Description]).to.deep.equal([key, key]);
      }
    });

    for (const kind of ['synthesised', 'plain'] as const) {
      it(`has nothing wrong with it, ${kind}`, () => {
        const { template, needs } = templates[kind];
        expect(stackFaults(template, needs)).to.deep.equal([]);
      });

      it(`is found to be wrong when one thing is taken away or changed, ${kind}`, () => {
        const { template, needs } = templates[kind];
        const mutations = stackMutations(template);
        const missed = mutations.filter(
          (mutation) =>
            !stackFaults(mutation.template, needs).some(({ code }) =>
              code.startsWith(mutation.code),
            ),
        );
        expect(mutations.length).to.be.greaterThan(100);
        expect(missed.map((mutation) => `${mutation.name} (${mutation.code})`)).to.deep.equal([]);
      });
    }
  });
}
