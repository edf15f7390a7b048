import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateYaml } from '../../deploy/plain/template-yaml.js';
import { exampleNames, exampleTemplates } from '../../deploy/stacks.js';
import { withReason } from '../cfn-lint/known-findings.js';
import { lintFindings } from '../cfn-lint/lint-findings.js';
import { variantsTemplate } from '../cfn-lint/variants.js';
import { versionOf } from '../command.js';
import type { Suite } from '../suite.js';

/** What CloudFormation's own schemas and rules say of every template that the repository makes. */
export const cfnLint: Suite = {
  name: 'cfn-lint',
  async run({ progress }) {
    const version = versionOf('cfn-lint', ['--version']);
    if (version === undefined) {
      return { summary: '', faults: [], skipped: 'cfn-lint is not installed' };
    }
    const folder = await mkdtemp(join(tmpdir(), 'gangway-cfn-lint-'));
    try {
      const rows = [];
      const faults: string[] = [];
      const bad = join(folder, 'planted.json');
      await writeFile(bad, planted);
      if (!(await lintFindings(bad)).some(({ at }) => at.endsWith('Timeout'))) {
        faults.push('cfn-lint finds nothing where a fault was planted');
      }
      for (const { name, text } of templates(progress)) {
        const file = join(folder, name);
        await writeFile(file, text);
        const findings = await lintFindings(file);
        const unknown = findings.filter((finding) => withReason(name, finding) === undefined);
        faults.push(
          ...unknown.map(({ rule, message, at }) => `${name}: ${rule} ${at}: ${message}`),
        );
        rows.push({
          template: name,
          findings: unknown.length,
          'known, with a reason': findings.length - unknown.length,
        });
      }
      return { summary: `${version}: ${rows.length} templates`, faults, rows };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** A function that times out "soon": were nothing found here, nothing found elsewhere would say anything. */
const planted = JSON.stringify({
  Resources: {
    Hook: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { ZipFile: '' },
        Role: 'arn:aws:iam::123456789012:role/hook',
        Timeout: 'soon',
      },
    },
  },
});

/** Of each example what `cdk synth` makes, and what is in `deploy/`; and the other options of the constructs. */
function* templates(progress: (line: string) => void) {
  for (const example of exampleNames) {
    progress(example);
    const { synthesised, plain } = exampleTemplates(example);
    yield {
      name: `${example}.synthesised.json`,
      text: JSON.stringify(synthesised.template, null, 2),
    };
    yield { name: `${example}.yaml`, text: templateYaml(plain.template, ` ${example}`) };
  }
  progress('options of the constructs');
  yield { name: 'options.synthesised.json', text: JSON.stringify(variantsTemplate(), null, 2) };
}
