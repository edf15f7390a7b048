// A small fleet comes aboard for real, over MQTT and mutual TLS, and impostors try to: AWS IoT's side is emulated on this machine,
// and the hook answers over HTTP, as it does in a container. Every answer is known beforehand, so a wrong one is found.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PresenceRule, startEmulator, urlHook } from '@gangway/emulator';
import { generateFleet, rehearse, renderPage, renderReport } from '@gangway/rehearsal';
import { serveFleet } from './serve-fleet.js';

const say = (line = '') => process.stdout.write(`${line}\n`);
const page = fileURLToPath(new URL('../../reports/rehearsal.html', import.meta.url));
const body = await readFile(new URL('./first-fleet.template.json', import.meta.url), 'utf8');

const fleet = generateFleet({ count: 40, seed: 1, keys: { 'p-256': 36, 'aws-iot': 4 } });
const folder = await mkdtemp(join(tmpdir(), 'gangway-rehearsal-'));
const serials = fleet.devices.map(({ serialNumber }) => serialNumber);
const { url, reasonOf, close } = await serveFleet(folder, serials);

// What a rule of AWS IoT does: it hands presence events to the hook's lifecycle, which confirms claims.
const presence: PresenceRule = (event) => {
  const request = { method: 'POST', body: JSON.stringify(event) };
  fetch(`${url}/lifecycle`, request).catch(() => undefined);
};
const emulator = await startEmulator({
  hook: urlHook(url),
  template: { name: 'first-fleet', body },
  presence,
});
say(`AWS IoT, emulated: mqtts://${emulator.mqtt.host}:${emulator.mqtt.port}, ${emulator.http.url}`);
say(`The hook, as in a container: ${url}`);
say();

const report = await rehearse({
  emulator,
  hook: 'examples/device-claims/hook.ts',
  fleet,
  impostors: {
    'unknown-serial': 3,
    'cloned-serial': 3,
    'stolen-claim': 2,
    'tampered-token': 2,
    replay: 2,
  },
  concurrency: 8,
  seed: 1,
  reasonOf,
  progress: ({ done, total }) => process.stderr.write(`rehearsing: ${done} of ${total}\n`),
});
await emulator.close();
await close();
await rm(folder, { recursive: true });

say(renderReport(report));
await mkdir(join(page, '..'), { recursive: true });
await writeFile(page, renderPage(report));
say();
say(`The same with charts: ${page}`);
say('Next: examples/device-claims/hook.ts, gangway rehearse, and npm test.');
process.exitCode = report.wrong.length === 0 ? 0 : 1;
