import { right } from '../proxied.js';
import type { Tried } from './fault.js';

/** AWS IoT's five seconds, less the margin for the way back. */
const withinMs = 4_500;

/** After these no byte of an answer can have come: the call may be made once more. */
const repeatable = new Set([
  'PROXY_CONNECTION_LOST',
  'PROXY_CONNECT_TIMEOUT',
  'PROXY_UNREACHABLE',
  right,
]);

/** What is wrong: an allow, another reason, an answer too late, a call too many, or something left over for the next. */
export const wrongIn = (all: readonly Tried[]): readonly string[] =>
  all.flatMap((one) => wrongs(one).map((wrong) => `${one.row.fault}: ${wrong}`));

function wrongs({ row, wanted, got }: Tried): readonly string[] {
  const { ms, next, calls } = row;
  const wrong: string[] = [];
  if (!wanted.includes(got)) wrong.push(`${got || 'no code'}, and not ${wanted.join(' or ')}`);
  if (ms > withinMs) wrong.push(`${ms} ms`);
  if (next !== right && next !== '') wrong.push(`then ${next}`);
  if (calls > (repeatable.has(got) ? 2 : 1)) wrong.push(`${calls} calls`);
  return wrong;
}
