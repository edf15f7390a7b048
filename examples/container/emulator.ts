// AWS IoT's side on a desk: devices come to it, and the hook in the other container decides. Its settings are in docs/container.md.
import { readFileSync } from 'node:fs';
import { runEmulatorContainer } from '@gangway/emulator/container';

const body = readFileSync(new URL('first-fleet.template.json', import.meta.url), 'utf8');
const template = { name: 'first-fleet', body };

process.exitCode = await runEmulatorContainer({ template, environment: process.env });
