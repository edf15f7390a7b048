import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateYaml } from '../../deploy/plain/template-yaml.js';
import { exampleNames, exampleTemplates } from '../../deploy/stacks.js';
import { withReason } from '../cfn-lint/known-findings.js';
import { lintFindings } from '../cfn-lint/lint-findings.js';
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

/** Of each example what `cdk synth` makes, and what is in `deploy/`. */
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
}
