import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { MadeCertificate } from '@gangway/testing';
import type { MqttBench } from './mqtt-bench.js';

// Packets of MQTT as octets: MQTT 3.1.1, chapter 3. Clients' libraries send no wrong ones.

const text = (value: string | Buffer): Buffer => {
  const octets = Buffer.from(value);
  return Buffer.concat([Buffer.from([octets.length >> 8, octets.length & 0xff]), octets]);
};

function packet(firstOctet: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.length;
  do {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    length.push(rest > 0 ? digit | 0x80 : digit);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([firstOctet, ...length]), body]);
}

export const connectPacket = (clientId = 'SN-0001', version = 4, flags = 2): Buffer =>
  packet(
    0x10,
    text('MQTT'),
    Buffer.from([version, flags, 0, 60]),
    ...(version === 5 ? [Buffer.from([0])] : []),
    text(clientId),
  );

export const publishPacket = (topic: string | Buffer, payload = '', qos = 0): Buffer =>
  packet(
    0x30 | (qos << 1),
    text(topic),
    ...(qos > 0 ? [Buffer.from([0, 7])] : []),
    Buffer.from(payload),
  );

export const subscribePacket = (...filters: readonly string[]): Buffer =>
  packet(
    0x82,
    Buffer.from([0, 9]),
    ...filters.flatMap((filter) => [text(filter), Buffer.from([0])]),
  );

export const pingPacket = Buffer.from([0xc0, 0]);
export const disconnectPacket = Buffer.from([0xe0, 0]);

/** A connection whose octets are the test's own. */
export interface Wire {
  readonly socket: TLSSocket;
  /** Everything that has come. */
  received(): Buffer;
  /** Fulfilled when the connection is closed. */
  readonly closed: Promise<void>;
}

export async function openWire(bench: MqttBench, certificate: MadeCertificate): Promise<Wire> {
  const socket = connect(bench.tls(certificate));
  const parts: Buffer[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined).on('data', (part) => parts.push(part));
  await once(socket, 'secureConnect');
  return { socket, received: () => Buffer.concat(parts), closed };
}
