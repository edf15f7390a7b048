import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exists } from '../command.js';
import type { Answer, DeviceClient } from './device-client.js';

/** Debian's `mosquitto_rr`: a device without any code, which connects anew for each request. */
export const mosquitto = (version: 'mqttv311' | 'mqttv5'): DeviceClient => ({
  name: `mosquitto_rr, MQTT ${version === 'mqttv5' ? '5' : '3.1.1'}`,
  ...(exists('mosquitto_rr') ? {} : { missing: 'mosquitto_rr is not installed' }),
  async connect({ host, port, ca, certificate, privateKey, clientId }) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-mosquitto-'));
    const files = { ca: join(folder, 'ca'), cert: join(folder, 'cert'), key: join(folder, 'key') };
    await writeFile(files.ca, ca);
    await writeFile(files.cert, certificate);
    await writeFile(files.key, privateKey);
    const ask = async (topic: string, replies: string, payload: string): Promise<string> => {
      const { code, out, err } = await mosquittoRr([
        ...['-h', host, '-p', String(port), '-i', clientId, '-V', version, '-q', '1'],
        ...['--cafile', files.ca, '--cert', files.cert, '--key', files.key],
        ...['-t', topic, '-e', replies, '-W', '20', '-v'],
        ...(payload === '' ? ['-n'] : ['-m', payload]),
      ]);
      if (code !== 0 || !out.includes(' ')) {
        throw new Error(`mosquitto_rr ended with ${code}: ${err || out}`);
      }
      return out;
    };
    const request = async (topic: string, payload: string): Promise<Answer> => {
      // It listens to one topic, and prints whatever comes: answers come subscribed to or not, and the topic before one tells which
      // it is.
      const out = await ask(topic, `${topic}/accepted`, payload);
      const space = out.indexOf(' ');
      const said = JSON.parse(out.slice(space + 1));
      const told = out.slice(0, space);
      return told === `${topic}/accepted`
        ? { kind: 'accepted', payload: said }
        : { kind: 'rejected', ...said, told };
    };
    const create = '$aws/certificates/create';
    return {
      createKeys: () => request(`${create}/json`, ''),
      createFromCsr: (certificateSigningRequest) =>
        request(`${create}-from-csr/json`, JSON.stringify({ certificateSigningRequest })),
      register: (templateName, certificateOwnershipToken, parameters) =>
        request(
          `$aws/provisioning-templates/${templateName}/provision/json`,
          JSON.stringify({ certificateOwnershipToken, parameters }),
        ),
      async echo(topic) {
        await ask(topic, topic, 'here');
      },
      close: () => rm(folder, { recursive: true }),
    };
  },
});

async function mosquittoRr(args: readonly string[]) {
  const child = spawn('mosquitto_rr', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
