import type { RunningServer, Settings } from '@gangway/adapter-http';
import type { ServeInput } from '../commands/serve.js';
import type { Io } from '../terminal/io.js';

/** Says where a server listens and, loudly, when it asks nobody for a signature. */
export function tellListening(
  { url }: RunningServer,
  { hook, json }: ServeInput,
  { insecure }: Settings['values'],
  io: Io,
): void {
  if (json === true) io.out(`${JSON.stringify({ url })}\n`);
  else io.err(`gangway: ${hook} listens on ${url}; POST events to ${url}/events\n`);
  if (insecure === undefined) return;
  const who = insecure === 'loopback' ? 'every program of this machine' : 'whoever can connect';
  io.err(
    `gangway: WARNING: UNSIGNED CALLS ARE LET IN: ${who} can ask, and use up devices' claims\n`,
  );
}
