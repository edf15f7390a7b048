import { inChunks, onlyValue, withHeader } from '../http-message.js';
import type { Mutations } from './mutation.js';

const drawnSignature = (length: number) => `v1,${Buffer.alloc(32, length).toString('base64')}`;

/** What HTTP or the format lets anyone do to a message on its way: it is the same message still. */
export const neutralMutations: Mutations = {
  'headers in another order': (message, _other, random) => {
    const at = 1 + random.below(message.headers.length - 1);
    const [first, second] = [message.headers.slice(0, at), message.headers.slice(at)];
    return { ...message, headers: [...second, ...random.shuffled(first)] };
  },
  'header names in other case': (message, _other, random) => ({
    ...message,
    headers: message.headers.map(([name, value]) => [
      random.from([name.toUpperCase(), name.replace(/^./, (first) => first.toUpperCase())]),
      value,
    ]),
  }),
  'blanks around header values': (message, _other, random) => ({
    ...message,
    headers: message.headers.map(([name, value]) => [
      name,
      `  ${value}${random.from([' ', '\t'])}`,
    ]),
  }),
  'one more header': (message, _other, random) =>
    withHeader(message, `x-forwarded-${random.below(100)}`, '10.0.0.1'),
  'the body in chunks': (message, _other, random) => inChunks(message, 1 + random.below(400)),
  'another signature beside its own': (message, _other, random) => {
    const own = onlyValue(message, 'webhook-signature');
    const other = drawnSignature(1 + random.below(255));
    return withHeader(
      message,
      'webhook-signature',
      random.from([`${own} ${other}`, `${other} ${own}`]),
    );
  },
};

export const neutralCallMutations: Mutations = {
  ...neutralMutations,
  "the path of Lambda's own API": (message) => ({
    ...message,
    start: 'POST /2015-03-31/functions/hook/invocations HTTP/1.1',
  }),
  'as HTTP/1.0': (message) => ({ ...message, start: message.start.replace('1.1', '1.0') }),
  'a query behind the path': (message, _other, random) => ({
    ...message,
    start: `POST /events?x=${random.below(100)} HTTP/1.1`,
  }),
};

export const neutralReplyMutations: Mutations = {
  ...neutralMutations,
  'another reason phrase': (message, _other, random) => ({
    ...message,
    start: random.from(['HTTP/1.1 200 Sure', 'HTTP/1.1 200 ', 'HTTP/1.1 200 Bad Gateway']),
  }),
};
