// Devices and a thief ask to come aboard; a table shows each answer, and why each proof was refused.
// usage, in the workspace: node_modules/node/bin/node --import tsx examples/proven-devices/start.ts
import { composeHook } from '@gangway/composition';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { askings } from './askings.js';
import { makeFleet } from './fleet.js';
import { provenDevices } from './hook.js';

const fleet = await makeFleet();
const hook = composeHook(provenDevices(fleet.factoryCa, fleet.secrets), {
  replace: [memoryDecisionSink().plugin(), memoryLogger().plugin()],
});
for (const { who, event } of await askings(fleet)) {
  const { outcome, trace } = await hook.decide(event);
  const refused = trace.flatMap(({ code }) => code ?? []);
  const why = outcome === 'ALLOW' ? '' : refused.join(', ');
  process.stdout.write(`${who.padEnd(40)}${outcome.padEnd(13)}${why}\n`);
}
await fleet.close();
