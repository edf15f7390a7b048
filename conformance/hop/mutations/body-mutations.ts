import { type HttpMessage, withBody, withHeader } from '../http-message.js';
import type { Mutation, Mutations } from './mutation.js';
import type { Random } from './random.js';

const text = ({ body }: HttpMessage) => Buffer.from(body).toString();

const octets =
  (edit: (body: Buffer, random: Random, other: Buffer) => Uint8Array): Mutation =>
  (message, other, random) =>
    withBody(message, edit(Buffer.from(message.body), random, Buffer.from(other.body)));

const json =
  (edit: (body: string) => string): Mutation =>
  (message) =>
    withBody(message, Buffer.from(edit(text(message))));

const length =
  (by: (random: Random) => number): Mutation =>
  (message, _other, random) =>
    withHeader(message, 'content-length', String(message.body.length + by(random)));

/** What can be done to a body. Those of JSON change nothing of what it means. */
export const bodyMutations: Mutations = {
  'a bit of the body flipped': octets((body, random) => {
    const at = random.below(body.length);
    body[at] = (body[at] ?? 0) ^ (1 << random.below(8));
    return body;
  }),
  'a byte of the body inserted': octets((body, random) => {
    const at = random.below(body.length + 1);
    return Buffer.concat([body.subarray(0, at), Buffer.of(random.below(256)), body.subarray(at)]);
  }),
  'a byte of the body dropped': octets((body, random) => {
    const at = random.below(body.length);
    return Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]);
  }),
  'bytes appended to the body': octets((body, random) =>
    Buffer.concat([body, Buffer.from(random.from([' ', '\n', '\0', '{}', 'null']))]),
  ),
  'bytes put before the body': octets((body, random) =>
    Buffer.concat([Buffer.from(random.from([' ', '\n', '\ufeff', '[]'])), body]),
  ),
  'the body cut short': octets((body, random) => body.subarray(0, random.below(body.length))),
  "another's body": octets((_body, _random, other) => other),
  'the body in UTF-16': octets((body) => Buffer.from(body.toString(), 'utf16le')),
  'JSON with blanks': json((body) => JSON.stringify(JSON.parse(body), undefined, 1)),
  'JSON in another order': json((body) =>
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse())),
  ),
  'JSON with an escape': json((body) =>
    body.replace(/(?<=")[a-z]/i, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  ),
  'JSON with a key twice': json((body) => {
    const [[key, value] = []] = Object.entries(JSON.parse(body));
    return body.replace('{', `{${JSON.stringify(key)}:${JSON.stringify(value)},`);
  }),
  'a shorter length declared': length((random) => -1 - random.below(20)),
};

/** What leaves the other side waiting for more. */
export const endingMutations: Mutations = {
  'a longer length declared': length((random) => 1 + random.below(20)),
  'the end missing': (message, _other, random) => ({
    ...message,
    body: message.body.subarray(0, random.below(message.body.length)),
  }),
};
