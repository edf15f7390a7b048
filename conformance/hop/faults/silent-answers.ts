import { setTimeout as pause } from 'node:timers/promises';
import { toOctets } from '../http-message.js';
import type { AnswerFault } from './answer-fault.js';
import { drip, goodReply, writeEndlessly } from './behaviour.js';

const headOf = (octets: Buffer) => octets.subarray(0, octets.indexOf('\r\n\r\n') + 4);

/** Answers that do not come, or not in time, or not to their end. */
export const silentAnswers: Readonly<Record<string, AnswerFault>> = {
  'never answers': () => () => undefined,
  'answers after the time': (key) => async (exchange) => {
    await pause(4_600);
    exchange.socket.write(toOctets(goodReply(key, exchange)));
  },
  'hangs after the headers': (key) => (exchange) =>
    exchange.socket.write(headOf(toOctets(goodReply(key, exchange)))),
  'drips its headers, a byte a second': (key) => (exchange) =>
    drip(exchange.socket, toOctets(goodReply(key, exchange))),
  'drips its body, a byte a second': (key) => (exchange) => {
    const good = goodReply(key, exchange);
    exchange.socket.write(headOf(toOctets(good)));
    return drip(exchange.socket, good.body);
  },
  'sends 100 Continue without end':
    () =>
    ({ socket }) =>
      writeEndlessly(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
  'sends 103 Early Hints without end':
    () =>
    ({ socket }) =>
      writeEndlessly(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n'.repeat(100)),
  'closes at once':
    () =>
    ({ socket }) =>
      socket.destroy(),
  'resets the connection':
    () =>
    ({ socket }) =>
      socket.resetAndDestroy(),
  'closes after the headers': (key) => (exchange) =>
    exchange.socket.end(headOf(toOctets(goodReply(key, exchange)))),
  'closes within the body': (key) => (exchange) =>
    exchange.socket.end(toOctets(goodReply(key, exchange)).subarray(0, -1)),
};
