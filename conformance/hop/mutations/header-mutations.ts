import {
  type Header,
  type HttpMessage,
  onlyValue,
  withHeader,
  withoutHeader,
} from '../http-message.js';
import type { Mutation, Mutations } from './mutation.js';
import type { Random } from './random.js';

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at));

/** What can be done to each of the three headers. */
export const headerMutations: Mutations = Object.fromEntries(
  names.flatMap((name) =>
    Object.entries(mutationsOf(name)).map(([what, apply]) => [`${name} ${what}`, apply]),
  ),
);

function mutationsOf(name: string): Mutations {
  const change =
    (edit: (value: string, other: string, random: Random) => string): Mutation =>
    (message, other, random) =>
      withHeader(message, name, edit(onlyValue(message, name), onlyValue(other, name), random));
  return {
    dropped: (message) => withoutHeader(message, name),
    empty: change(() => ''),
    twice: (message) => added(message, [name, onlyValue(message, name)], message.headers.length),
    "and another's": (message, other, random) =>
      added(message, [name, onlyValue(other, name)], random.from([0, message.headers.length])),
    'joined with itself': change((value) => `${value}, ${value}`),
    "another's": change((_value, other) => other),
    'a character changed': change((value, _other, random) => {
      const at = random.below(value.length);
      return spliced(value, at, 1, anotherThan(value[at] ?? '', random));
    }),
    'a character more': change((value, _other, random) =>
      spliced(value, random.below(value.length + 1), 0, anotherThan('', random)),
    ),
    'a character less': change((value, _other, random) =>
      spliced(value, random.below(value.length), 1, ''),
    ),
    'with a blank within': change((value, _other, random) =>
      spliced(value, 1 + random.below(value.length - 1), 0, random.from([' ', '\t', '  '])),
    ),
    'with a control character': change((value, _other, random) =>
      spliced(value, random.below(value.length + 1), 0, random.from(['\0', '\x7f', '\v', '\x1f'])),
    ),
    'folded over two lines': change((value, _other, random) =>
      spliced(value, 1 + random.below(value.length - 1), 0, '\r\n '),
    ),
    'in quotes': change((value) => `"${value}"`),
    'with a blank behind its name': (message) => renamed(message, name, `${name} `),
    'with underscores in its name': (message) => renamed(message, name, name.replaceAll('-', '_')),
  };
}

/** What can be done to each by what it means. */
export const meaningMutations: Mutations = {
  'webhook-id in other case': letters('webhook-id'),
  'webhook-id of another purpose': idEdit((id) =>
    id.startsWith('event') ? id.replace('event', 'presence') : id.replace('presence', 'event'),
  ),
  'webhook-id with another budget': idEdit((id, random) => {
    const [purpose, budget = '', rest] = id.split('_');
    return `${purpose}_${random.from([Number(budget) + 1, Number(budget) - 1, 99_999, 0])}_${rest}`;
  }),
  'webhook-id with other random digits': idEdit((id, random) =>
    id.replace(/[0-9a-f]{32}$/, (digits) => random.shuffled([...digits]).join('')),
  ),
  'webhook-timestamp a second off': time((at, random) => at + random.from([-1, 1])),
  'webhook-timestamp within the window': time((at, random) => at + random.below(25) - 28),
  'webhook-timestamp out of the window': time((at, random) => at + random.from([-31, 31, 3_600])),
  'webhook-timestamp in milliseconds': time((at) => at * 1_000),
  'webhook-timestamp with a fraction': time((at) => `${at}.0`),
  'webhook-timestamp with a sign': time((at) => `+${at}`),
  'webhook-timestamp with a nought before it': time((at) => `0${at}`),
  'webhook-timestamp in hexadecimal': time((at) => `0x${at.toString(16)}`),
  'webhook-signature in other case': letters('webhook-signature'),
  'webhook-signature of another version': signature((value, random) =>
    value.replaceAll('v1,', random.from(['v2,', 'v1a,', 'v0,', 'V1,', 'v01,', ',', 'v1'])),
  ),
  'webhook-signature without its version': signature((value) => value.replaceAll('v1,', '')),
  'webhook-signature without its padding': signature((value) => value.replaceAll('=', '')),
  'webhook-signature with bits beyond its octets': signature((value) =>
    value.replace(
      /[AEIMQUYcgkosw048]=/g,
      (end) => `${String.fromCharCode((end.codePointAt(0) ?? 0) + 1)}=`,
    ),
  ),
  'webhook-signature in hexadecimal': signature(
    (value) => `v1,${Buffer.from(value.split(',')[1] ?? '', 'base64').toString('hex')}`,
  ),
  'webhook-signature cut short': signature(
    (value, random) =>
      `v1,${Buffer.from(value.split(',')[1] ?? '', 'base64')
        .subarray(0, random.below(32))
        .toString('base64')}`,
  ),
  'webhook-signature of noughts': signature(() => `v1,${Buffer.alloc(32).toString('base64')}`),
  'webhook-signature nine times': signature((value) => Array(9).fill(value).join(' ')),
};

function letters(name: string): Mutation {
  return (message, _other, random) => {
    const value = onlyValue(message, name);
    const places = [...value.matchAll(/[a-z]/gi)].map(({ index }) => index);
    const at = places[random.below(places.length)] ?? 0;
    const letter = value[at] ?? '';
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return withHeader(message, name, spliced(value, at, 1, other));
  };
}

function idEdit(edit: (id: string, random: Random) => string): Mutation {
  return (message, _other, random) =>
    withHeader(message, 'webhook-id', edit(onlyValue(message, 'webhook-id'), random));
}

function time(edit: (seconds: number, random: Random) => number | string): Mutation {
  return (message, _other, random) => {
    const seconds = Number(onlyValue(message, 'webhook-timestamp'));
    return withHeader(message, 'webhook-timestamp', String(edit(seconds, random)));
  };
}

function signature(edit: (value: string, random: Random) => string): Mutation {
  return (message, _other, random) =>
    withHeader(message, 'webhook-signature', edit(onlyValue(message, 'webhook-signature'), random));
}

const spliced = (text: string, at: number, drop: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + drop);

function anotherThan(character: string, random: Random): string {
  const drawn = printable[random.below(printable.length)] ?? '!';
  return drawn === character ? anotherThan(character, random) : drawn;
}

const added = (message: HttpMessage, header: Header, at: number): HttpMessage => ({
  ...message,
  headers: message.headers.toSpliced(at, 0, header),
});

const renamed = (message: HttpMessage, name: string, to: string): HttpMessage => ({
  ...message,
  headers: message.headers.map(([key, value]) => [key.toLowerCase() === name ? to : key, value]),
});
