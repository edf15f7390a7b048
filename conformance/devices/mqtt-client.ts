import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Answer, DeviceClient } from './device-client.js';

/** The `mqtt` package, as most devices that run Node use it. */
export const mqttClient = (protocolVersion: 4 | 5): DeviceClient => ({
  name: `mqtt, MQTT ${protocolVersion === 5 ? '5' : '3.1.1'}`,
  async connect({ host, port, ca, certificate, privateKey, clientId }) {
    const client = await connected({
      protocol: 'mqtts',
      host,
      port,
      ca,
      cert: certificate,
      key: privateKey,
      clientId,
      protocolVersion,
      reconnectPeriod: 0,
    });
    const create = '$aws/certificates/create';
    return {
      createKeys: () => request(client, `${create}/json`, ''),
      createFromCsr: (certificateSigningRequest) =>
        request(client, `${create}-from-csr/json`, JSON.stringify({ certificateSigningRequest })),
      register: (templateName, certificateOwnershipToken, parameters) =>
        request(
          client,
          `$aws/provisioning-templates/${templateName}/provision/json`,
          JSON.stringify({ certificateOwnershipToken, parameters }),
        ),
      async echo(topic) {
        await client.subscribeAsync(topic, { qos: 1 });
        const back = new Promise<void>((came) => client.once('message', () => came()));
        await client.publishAsync(topic, 'here', { qos: 1 });
        await back;
      },
      close: () => client.endAsync(),
    };
  },
});

/** Of a connection that is closed without a word, as one of 3.1.1 is refused, the client's own promise hears nothing. */
function connected(options: IClientOptions): Promise<MqttClient> {
  const client = connect(options);
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve(client));
    client.once('error', reject);
    client.once('close', () => reject(new Error('cut off')));
  });
}

async function request(client: MqttClient, topic: string, payload: string): Promise<Answer> {
  await client.subscribeAsync([`${topic}/accepted`, `${topic}/rejected`], { qos: 1 });
  const answer = new Promise<Answer>((resolve, reject) => {
    const cutOff = () => reject(new Error('cut off'));
    client.once('close', cutOff);
    client.once('message', (told, message) => {
      client.off('close', cutOff);
      const said = JSON.parse(message.toString());
      if (told === `${topic}/accepted`) resolve({ kind: 'accepted', payload: said });
      else resolve({ kind: 'rejected', ...said, told });
    });
  });
  await client.publishAsync(topic, payload, { qos: 1 });
  return await answer;
}
