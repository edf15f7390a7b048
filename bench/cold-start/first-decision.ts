// Loads a bundled handler as Lambda's runtime does, sends it one event, and reports how long both took.
// usage: first-decision <bundle> <events.json>; the first event is the one that is timed.
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

const began = performance.now();
const { handler }: { handler: PreProvisioningHandler } = await import(pathToFileURL(bundle).href);
const answers = [await handler(events[0], context)];
const milliseconds = performance.now() - began;

for (const event of events.slice(1)) answers.push(await handler(event, context));
report({ milliseconds, answers });
