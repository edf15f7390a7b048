import { type ImpostorKind, impostorKinds } from '@gangway/rehearsal';
import { InvalidArgumentError } from 'commander';

export type ImpostorCounts = Readonly<Partial<Record<ImpostorKind, number>>>;

/** More would be a rehearsal of something else. */
const most = 1_000_000;

/**
 * Reads `--impostors`: a number is so many in all, of every kind alike; or so many of each kind that is named.
 *
 * @throws InvalidArgumentError
 * @example
 * toImpostors('cloned-serial=3,replay=1'); // { 'cloned-serial': 3, replay: 1 }
 */
export function toImpostors(text: string): ImpostorCounts {
  if (/^\d+$/.test(text)) return ofEachKind(toCount(text));
  const counts: Partial<Record<ImpostorKind, number>> = {};
  for (const part of text.split(',')) {
    const [name, count = '', ...others] = part.split('=');
    const kind = impostorKinds.find((known) => known === name);
    if (kind === undefined || others.length > 0) throw wrong();
    if (counts[kind] !== undefined) throw new InvalidArgumentError(`"${kind}" is there twice.`);
    counts[kind] = toCount(count);
  }
  return counts;
}

/** So many in all; the first kinds get what cannot be shared. */
export function ofEachKind(count: number): ImpostorCounts {
  const { length } = impostorKinds;
  return Object.fromEntries(
    impostorKinds.map((kind, nth) => [kind, Math.ceil(Math.max(0, count - nth) / length)]),
  );
}

function toCount(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw wrong();
}

const wrong = (): InvalidArgumentError =>
  new InvalidArgumentError(`A number, or <kind>=<number>,… with ${impostorKinds.join(', ')}.`);
