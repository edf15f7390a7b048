import type { IPublishPacket, MqttClient } from 'mqtt';

/** Messages that a client got, from when it was asked. */
export interface Inbox {
  readonly packets: readonly IPublishPacket[];
  /** The first message on a topic, whether it has come or will. */
  next(topic: string): Promise<IPublishPacket>;
}

export function inboxOf(client: MqttClient): Inbox {
  const packets: IPublishPacket[] = [];
  const waiting = new Map<string, (packet: IPublishPacket) => void>();
  client.on('message', (topic, _payload, packet) => {
    packets.push(packet);
    waiting.get(topic)?.(packet);
  });
  return {
    packets,
    next: (topic) =>
      new Promise((resolve) => {
        const there = packets.find((packet) => packet.topic === topic);
        if (there === undefined) waiting.set(topic, resolve);
        else resolve(there);
      }),
  };
}

export const textOf = ({ payload }: IPublishPacket): string => payload.toString();

/** Fulfilled when a client's connection is closed. */
export const closed = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => {
    if (client.connected) client.once('close', resolve);
    else resolve();
  });
