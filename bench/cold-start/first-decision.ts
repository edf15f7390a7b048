// Loads a bundled handler as Lambda's runtime does, sends it events one by one, and reports how long each step took.
// usage: first-decision <bundle> <events.json>; `milliseconds` is from before the load to after the first answer.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { PreProvisioningHandler } from '@gangway/adapter-lambda';
import { report } from '../report.js';

const [, , bundle = '', file = ''] = process.argv;
const events: readonly unknown[] = JSON.parse(readFileSync(file, 'utf8'));

const context = {
  awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e812345678',
  functionName: 'first-hook',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:first-hook',
  memoryLimitInMB: '256',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 4_000,
};

// Lambda's own client speaks HTTP, and has both loaded before it loads a handler (aws-lambda-ric 4.0.2).
for (const loaded of ['node:http', 'node:net'] as const) process.getBuiltinModule(loaded);

const answers = [];
const began = performance.now();
const { handler }: { handler: PreProvisioningHandler } = await import(pathToFileURL(bundle).href);
const marks = [performance.now()];
for (const event of events) {
  answers.push(await handler(event, context));
  marks.push(performance.now());
}

const [init = Number.NaN, ...requests] = marks.map(
  (mark, index) => mark - (marks[index - 1] ?? began),
);
// Node counts from the start of the process.
const [, answered = Number.NaN] = marks;
report({ milliseconds: answered - began, sinceStart: answered, init, requests, answers });
