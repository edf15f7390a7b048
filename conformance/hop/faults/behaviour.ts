import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type HttpMessage, toOctets } from '../http-message.js';
import type { Behaviour, Exchange } from '../raw-server.js';
import { sendRaw } from '../send-raw.js';
import { anAllow, type ReplyOptions, signedReply } from '../signed-reply.js';

/** Hands each call to a container and its reply back, as a load balancer does. */
export const relayTo =
  (port: number, heed: (reply: Uint8Array) => void = () => undefined): Behaviour =>
  async ({ call, socket }) => {
    const { octets } = await sendRaw(port, toOctets(call));
    heed(octets);
    if (octets.length === 0) socket.destroy();
    else socket.write(octets);
  };

/** Answers with a message. */
export const reply =
  (make: (call: HttpMessage) => HttpMessage): Behaviour =>
  ({ call, socket }) =>
    socket.write(toOctets(make(call)));

/** Answers with octets, whatever was asked. */
export const say =
  (octets: string | Uint8Array): Behaviour =>
  ({ socket }) =>
    socket.write(octets);

/** Answers with octets and ends the connection. */
export const sayAndEnd =
  (octets: string | Uint8Array): Behaviour =>
  ({ socket }) =>
    socket.end(octets);

/** The allow that would be right but for what is done to it. */
export const goodReply = (key: string, { call }: Exchange, options?: ReplyOptions): HttpMessage =>
  signedReply(key, call, anAllow, options);

/** Writes on and on until the other side has had enough. */
export async function writeEndlessly(socket: Socket, octets: string | Uint8Array): Promise<void> {
  while (!socket.destroyed && socket.writable) {
    socket.write(octets);
    await pause(socket.writableNeedDrain ? 20 : 1);
  }
}

/** Writes one byte a second. */
export async function drip(socket: Socket, octets: Uint8Array): Promise<void> {
  for (const octet of octets) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(octet));
    await pause(1_000);
  }
}
