// Checks that dependencies point inward, and that the check itself can fail: each rule has a canary, a file that
// breaks it on purpose, and a rule whose canary goes unnoticed is a fault of its own.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { rules } from './boundary-rules.mjs';

const sources = [
  ...readdirSync('packages').flatMap((name) => [`packages/${name}/src`, `packages/${name}/test`]),
  ...readdirSync('examples').flatMap((name) =>
    readdirSync(`examples/${name}`)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `examples/${name}/${file}`),
  ),
];
const tsConfig = extractTsConfig('tsconfig.base.json');
const options = {
  ruleSet: { forbidden: rules.map(({ canary: _, ...rule }) => rule) },
  validate: true,
  // What is built is where an import arrives, never where one begins.
  doNotFollow: { path: 'node_modules|/dist/|/dist-test/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import'] },
};

async function violations(paths) {
  const { output } = await cruise(paths, options, undefined, { tsConfig });
  if (output.summary.totalCruised === 0)
    throw new Error(`nothing was cruised in ${paths.join(', ')}`);
  return output.summary.violations;
}

const faults = (await violations(sources)).map(
  ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
);

for (const { name, canary } of rules) {
  mkdirSync(dirname(canary.file), { recursive: true });
  writeFileSync(canary.file, canary.text);
  try {
    const found = await violations([canary.file]);
    if (!found.some(({ rule }) => rule.name === name)) {
      faults.push(`the rule "${name}" does not notice its canary ${canary.file}`);
    }
  } finally {
    rmSync(canary.file);
  }
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
