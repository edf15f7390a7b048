import { once } from 'node:events';
import { iot, iotidentity, mqtt, mqtt5 } from 'aws-iot-device-sdk-v2';
import type { Answer, Connecting, DeviceClient, Session } from './device-client.js';

const limits = {
  maxRequestResponseSubscriptions: 6,
  maxStreamingSubscriptions: 0,
  operationTimeoutInSeconds: 20,
};

/** AWS's own device SDK over MQTT 5. */
export const awsSdkOverMqtt5: DeviceClient = {
  name: 'aws-iot-device-sdk-v2, MQTT 5',
  async connect({ host, port, ca, certificate, privateKey, clientId }) {
    const builder = iot.AwsIotMqtt5ClientConfigBuilder.newDirectMqttBuilderWithMtlsFromMemory(
      host,
      certificate,
      privateKey,
    );
    builder.withCertificateAuthority(ca);
    builder.withPort(port);
    builder.withConnectProperties({ clientId, keepAliveIntervalSeconds: 60 });
    const client = new mqtt5.Mqtt5Client(builder.build());
    const stop = async () => {
      const stopped = once(client, 'stopped');
      client.stop();
      await stopped;
      client.close();
    };
    const connected = new Promise<void>((resolve, reject) => {
      client.once('connectionSuccess', () => resolve());
      client.once('connectionFailure', ({ error }) => reject(error));
    });
    client.start();
    try {
      await connected;
    } catch (error) {
      await stop();
      throw error;
    }
    const identity = iotidentity.IotIdentityClientv2.newFromMqtt5(client, limits);
    return sessionOf(identity, stop, async (topicName) => {
      const back = once(client, 'messageReceived');
      const qos = mqtt5.QoS.AtLeastOnce;
      await client.subscribe({ subscriptions: [{ qos, topicFilter: topicName }] });
      await client.publish({ qos, topicName, payload: 'here' });
      await back;
    });
  },
};

/** AWS's own device SDK over MQTT 3.1.1. */
export const awsSdkOverMqtt3: DeviceClient = {
  name: 'aws-iot-device-sdk-v2, MQTT 3.1.1',
  async connect({ host, port, ca, certificate, privateKey, clientId }: Connecting) {
    const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder(certificate, privateKey)
      .with_certificate_authority(ca)
      .with_endpoint(host)
      .with_port(port)
      .with_client_id(clientId)
      .with_clean_session(true)
      .with_keep_alive_seconds(60)
      .build();
    const connection = new mqtt.MqttClient().new_connection(config);
    // It throws what it tells as an event, too, where nobody listens.
    connection.on('error', () => undefined);
    await connection.connect();
    const disconnect = async () => {
      await connection.disconnect();
    };
    const identity = iotidentity.IotIdentityClientv2.newFromMqtt311(connection, limits);
    return sessionOf(identity, disconnect, async (topic) => {
      const qos = mqtt.QoS.AtLeastOnce;
      await new Promise<void>((back, failed) => {
        connection
          .subscribe(topic, qos, () => back())
          .then(() => connection.publish(topic, 'here', qos))
          .catch(failed);
      });
    });
  },
};

function sessionOf(
  client: iotidentity.IotIdentityClientv2,
  disconnect: () => Promise<void>,
  echo: Session['echo'],
): Session {
  return {
    createKeys: () => answerOf(client.createKeysAndCertificate({})),
    createFromCsr: (certificateSigningRequest) =>
      answerOf(client.createCertificateFromCsr({ certificateSigningRequest })),
    register: (templateName, certificateOwnershipToken, parameters) =>
      answerOf(client.registerThing({ templateName, certificateOwnershipToken, parameters })),
    echo,
    async close() {
      client.close();
      await disconnect();
    },
  };
}

async function answerOf(asked: Promise<object>): Promise<Answer> {
  try {
    return { kind: 'accepted', payload: { ...(await asked) } };
  } catch (error) {
    // What the service said, as the SDK models it; anything else went wrong on the way.
    const { modeledError } = error as { readonly modeledError?: Readonly<Record<string, unknown>> };
    if (modeledError === undefined) throw error;
    const { statusCode, errorCode } = modeledError;
    return { kind: 'rejected', statusCode, errorCode, told: (error as Error).constructor.name };
  }
}
