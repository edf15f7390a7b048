import type { ServeOptions } from '@gangway/adapter-http';
import type { ServeInput } from '../commands/serve.js';
import type { Io } from '../terminal/io.js';

/** A server, once it listens. */
export interface Listens {
  readonly url: string;
  readonly insecure?: ServeOptions['insecure'];
}

/** Says where it listens, and loudly who may ask where that is anybody. */
export function sayWhere(
  { hook, json }: Pick<ServeInput, 'hook' | 'json'>,
  server: Listens,
  io: Io,
): void {
  const { url } = server;
  if (json === true) io.out(`${JSON.stringify({ url })}\n`);
  else io.err(`gangway: ${hook} listens on ${url}; ${howToAsk(server)}\n`);
  warnOfInsecure(server, io);
}

const howToAsk = ({ url, insecure }: Listens): string =>
  insecure === undefined
    ? `it takes signed calls alone, in two seconds: gangway call ${url} event.json --keys-file …`
    : `POST events to ${url}/events`;

export function warnOfInsecure({ insecure }: Pick<Listens, 'insecure'>, io: Io): void {
  if (insecure !== undefined) io.err(`gangway: WARNING: ${warnings[insecure]}\n`);
}

const warnings = {
  loopback: 'UNSIGNED CALLS ARE LET IN. Every program of this machine can ask.',
  anywhere:
    'UNSIGNED CALLS ARE LET IN FROM ANYWHERE. Whoever can connect can ask, and use up the claims of devices.',
} as const;
