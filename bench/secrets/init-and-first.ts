// Loads a bundled handler as Lambda's runtime does, sends it one event, and reports how long each took.
// usage: init-and-first <bundle> <events.json> at-once|prepared: when the first event comes
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { PreProvisioningHandler } from '@gangway/adapter-lambda';
import { report } from '../report.js';

// Lambda's own runtime client has them before it loads the handler, by `require` (aws-lambda-ric 4.0.2): no hook pays for them.
for (const name of ['node:http', 'node:net']) process.getBuiltinModule(name);

const [, , bundle = '', file = '', when] = process.argv;
const [event]: readonly unknown[] = JSON.parse(readFileSync(file, 'utf8'));

interface Loaded {
  readonly handler: PreProvisioningHandler;
  readonly prepare: () => Promise<void>;
}

const began = performance.now();
const { handler, prepare }: Loaded = await import(pathToFileURL(bundle).href);
const loaded = performance.now();
if (when === 'prepared') await prepare();
const asked = performance.now();
const answer = await handler(event, { getRemainingTimeInMillis: () => 4_000 });
const ended = performance.now();

report({
  sample: {
    init: loaded - began,
    prepare: asked - loaded,
    first: ended - asked,
    all: ended - began,
  },
  answer,
});
