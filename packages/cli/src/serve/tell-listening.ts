import type { RunningServer, Settings } from '@gangway/adapter-http';
import type { ServeInput } from '../commands/serve.js';
import type { Io } from '../terminal/io.js';

/** How a hook is served. */
interface Served {
  readonly settings: Settings;
  readonly logsAsTold: boolean;
}

/** Says where a server listens and, loudly, when it asks nobody for a signature. */
export function tellListening(
  { url }: RunningServer,
  { hook, json }: ServeInput,
  { settings: { values, said }, logsAsTold }: Served,
  io: Io,
): void {
  if (json === true) io.out(`${JSON.stringify({ url })}\n`);
  else io.err(`gangway: ${hook} listens on ${url}; POST events to ${url}/events\n`);
  if (values.insecure !== undefined) {
    io.err(`gangway: WARNING: UNSIGNED CALLS ARE LET IN: ${whoCanAsk[values.insecure]}\n`);
  }
  const level = said.get('logLevel');
  if (logsAsTold || level === undefined) return;
  io.err(`gangway: ${level.where}: the hook has a logger of its own, which knows nothing of it\n`);
}

const whoCanAsk = {
  loopback: "every program of this machine can ask, and use up devices' claims",
  anywhere: "whoever can connect can ask, and use up devices' claims",
};
