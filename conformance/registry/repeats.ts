// Sends a hook the same event many times and says which answers came, and how often.
// usage: repeats <store address as JSON> <event.json> <times>
import { readFileSync } from 'node:fs';
import { composeHook } from '@gangway/composition';
import { toResponse } from '@gangway/core';
import { memoryDecisionSink } from '@gangway/testing';
import hook from '../../examples/device-claims/hook.js';
import { storePlugin } from './store-address.js';

const [, , address = '', file = '', times = ''] = process.argv;
const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
const sink = memoryDecisionSink();
const { decide } = composeHook(hook, {
  replace: [storePlugin(JSON.parse(address)), sink.plugin()],
});
const answers: Record<string, number> = {};
for (let time = 0; time < Number(times); time += 1) {
  const answer = JSON.stringify(toResponse(await decide(event)));
  answers[answer] = (answers[answer] ?? 0) + 1;
}
process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0));
