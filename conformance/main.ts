// npm run conformance [-- name …] [-- --json] [-- --seed N]: the same hook through every runtime.
// npm run soak [-- name …]: the suites with random cases, at their full counts.
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Suite } from './suite.js';
import { suiteTable } from './suite-table.js';
import { blocking } from './suites/blocking.js';
import { bundles } from './suites/bundle.js';
import { certificates } from './suites/certificates.js';
import { cfnLint } from './suites/cfn-lint.js';
import { container } from './suites/container.js';
import { deviceClients } from './suites/device-clients.js';
import { deviceTokens } from './suites/device-token.js';
import { events } from './suites/events.js';
import { factoryIdentity } from './suites/factory-identity.js';
import { hopFaults } from './suites/hop-faults.js';
import { hopMutations } from './suites/hop-mutations.js';
import { http } from './suites/http.js';
import { lambdaClient } from './suites/lambda-client.js';
import { lambdaInvoke } from './suites/lambda-invoke.js';
import { overrideRules } from './suites/overrides.js';
import { packages } from './suites/packages.js';
import { registry } from './suites/registry.js';
import { rehearsal } from './suites/rehearsal.js';
import { remoteHooks } from './suites/remote-hook.js';
import { reportPage } from './suites/report-page.js';
import { signedClaims } from './suites/signed-claims.js';
import { stores } from './suites/stores.js';
import { table } from './suites/table.js';
import { templates } from './suites/templates.js';
import { webAdapter } from './suites/web-adapter.js';

const suites: readonly Suite[] = [
  table,
  events,
  certificates,
  stores,
  registry,
  factoryIdentity,
  deviceTokens,
  signedClaims,
  overrideRules,
  templates,
  blocking,
  lambdaClient,
  bundles,
  hopFaults,
  hopMutations,
  http,
  webAdapter,
  lambdaInvoke,
  remoteHooks,
  deviceClients,
  rehearsal,
  reportPage,
  cfnLint,
  container,
  packages,
];
const say = (line: string) => process.stderr.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20300101' },
  },
});
const runnable = values.soak ? suites.filter(({ fullRuns }) => fullRuns !== undefined) : suites;
const unknown = positionals.find((name) => !runnable.some((suite) => suite.name === name));
const seed = Number(values.seed);
if (unknown !== undefined || !Number.isSafeInteger(seed)) {
  say(unknown === undefined ? '--seed takes a whole number' : `no suite is called "${unknown}"`);
  say(`suites: ${runnable.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const results = [];
for (const suite of runnable) {
  if (positionals.length > 0 && !positionals.includes(suite.name)) continue;
  const began = performance.now();
  const runs = Math.ceil((suite.fullRuns ?? 0) / (values.soak ? 1 : 100));
  const result = await suite.run({
    seed,
    runs,
    progress: (line) => say(`… ${suite.name}: ${line}`),
  });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  results.push({ suite: suite.name, seconds, ...result });
  const { rows = [] } = result;
  if (rows.length > 0) say(suiteTable(rows));
  const verdict = verdictOf(result);
  say(
    `${verdict.padEnd(4)} ${suite.name} (${seconds.toFixed(1)} s): ${result.skipped ?? result.summary}`,
  );
  for (const fault of result.faults) say(`     ${fault}`);
}
const failed = results.some(({ faults }) => faults.length > 0);
if (values.json) process.stdout.write(`${JSON.stringify({ seed, ok: !failed, results })}\n`);
process.exitCode = failed ? 1 : 0;

function verdictOf({ faults, skipped }: { faults: readonly string[]; skipped?: string }): string {
  if (faults.length > 0) return 'FAIL';
  return skipped === undefined ? 'ok' : 'skip';
}
