import { awsSdkOverMqtt3, awsSdkOverMqtt5 } from '../devices/aws-device-sdk.js';
import { serials, startFirstFleet } from '../devices/first-fleet.js';
import { mosquitto } from '../devices/mosquitto.js';
import { mqttClient } from '../devices/mqtt-client.js';
import { type Outcome, provisioningFlow } from '../devices/provisioning-flow.js';
import type { Suite } from '../suite.js';

const clients = [
  awsSdkOverMqtt5,
  awsSdkOverMqtt3,
  mqttClient(5),
  mqttClient(4),
  mosquitto('mqttv5'),
  mosquitto('mqttv311'),
];

/** Clients that devices use come aboard through the emulator, and hear each denial as an error of their own. */
export const deviceClients: Suite = {
  name: 'device-clients',
  async run({ progress }) {
    await using emulator = await startFirstFleet();
    const waiting = [...serials];
    const nextSerial = () => waiting.shift() ?? '';
    const present = clients.filter(({ missing }) => missing === undefined);
    const rows: (Outcome & { readonly client: string })[] = [];
    for (const client of present) {
      progress(client.name);
      for (const outcome of await provisioningFlow({ client, emulator, nextSerial })) {
        rows.push({ client: client.name, ...outcome });
      }
    }
    const faults = rows
      .filter(({ expected, actual }) => expected !== actual)
      .map(
        ({ client, what, expected, actual }) => `${client}: ${what}: ${actual}, not ${expected}`,
      );
    const missing = clients.flatMap((client) => client.missing ?? []);
    return {
      summary: [
        `${rows.length} ways through ${present.length} clients`,
        ...new Set(missing.map((why) => `MISSING: ${why}`)),
      ].join('; '),
      faults,
      rows: rows.map(({ client, what, actual }) => ({ client, what, answer: actual })),
    };
  },
};
