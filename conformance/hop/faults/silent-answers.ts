import { setTimeout as pause } from 'node:timers/promises';
import { onlyValue, toOctets } from '../http-message.js';
import { right } from '../proxied.js';
import type { AnswerFaults } from './answer-fault.js';
import { drip, goodReply, writeEndlessly } from './behaviour.js';

const headOf = (octets: Buffer) => octets.subarray(0, octets.indexOf('\r\n\r\n') + 4);

/** Answers that do not come, or not in time, or not to their end. */
export const silentAnswers: AnswerFaults = {
  PROXY_TIMEOUT: {
    'never answers': () => () => undefined,
    'answers after the time':
      ({ key }) =>
      async (exchange) => {
        await pause(4_600);
        exchange.socket.write(toOctets(goodReply(key, exchange)));
      },
    'hangs after the headers':
      ({ key }) =>
      (exchange) =>
        exchange.socket.write(headOf(toOctets(goodReply(key, exchange)))),
    'drips its headers, a byte a second':
      ({ key }) =>
      (exchange) =>
        drip(exchange.socket, toOctets(goodReply(key, exchange))),
    'drips its body, a byte a second':
      ({ key }) =>
      (exchange) => {
        const good = goodReply(key, exchange);
        exchange.socket.write(headOf(toOctets(good)));
        return drip(exchange.socket, good.body);
      },
  },
  PROXY_REPLY_TOO_LARGE: {
    'sends 100 Continue without end':
      () =>
      ({ socket }) =>
        writeEndlessly(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
    'sends 103 Early Hints without end':
      () =>
      ({ socket }) =>
        writeEndlessly(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n'.repeat(100)),
  },
  PROXY_CONNECTION_LOST: {
    'closes at once':
      () =>
      ({ socket }) =>
        socket.destroy(),
    'resets the connection':
      () =>
      ({ socket }) =>
        socket.resetAndDestroy(),
  },
  [right]: {
    'closes at once, and is there for a new call': ({ relay }) => {
      const ids = new Set<string>();
      return (exchange) => {
        ids.add(onlyValue(exchange.call, 'webhook-id'));
        return ids.size > 1 ? relay(exchange) : exchange.socket.destroy();
      };
    },
  },
  PROXY_REPLY_BROKEN: {
    'closes after the headers':
      ({ key }) =>
      (exchange) =>
        exchange.socket.end(headOf(toOctets(goodReply(key, exchange)))),
    'closes within the body':
      ({ key }) =>
      (exchange) =>
        exchange.socket.end(toOctets(goodReply(key, exchange)).subarray(0, -1)),
    'resets within the body':
      ({ key }) =>
      async (exchange) => {
        exchange.socket.write(toOctets(goodReply(key, exchange)).subarray(0, -1));
        await pause(50);
        exchange.socket.resetAndDestroy();
      },
  },
};
