import { type Settings, serverMetrics, serveUntil } from '@gangway/adapter-http';
import type { ServeInput } from '../commands/serve.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { openHookFile } from '../hook/open-hook-file.js';
import type { Io } from '../terminal/io.js';
import { composeServed } from './compose-served.js';
import { listen } from './listen.js';
import { readServeSettings } from './read-serve-settings.js';
import { tellListening } from './tell-listening.js';

/** Serves a hook until the process is told to stop. */
export async function runServe(input: ServeInput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.onStop(() => {
    // Asked twice, somebody is in a hurry.
    if (stop.signal.aborted) io.exit(exitCode.fault);
    stop.abort();
  });
  const file = await openHookFile(input.hook);
  const settings = readServeSettings(input, file.settings, io);
  const metrics = serverMetrics();
  const { hook, logsAsTold, ...parts } = composeServed(file, {
    logLevel: settings.values.logLevel,
    write: io.out,
    observe: metrics.observePort,
  });
  io.outliveReader();
  const server = await listen(hook, settings, { ...parts, metrics });
  tellListening(server, input, settings.values, io);
  if (!logsAsTold) tellLevelUnheard(settings, io);
  await serveUntil(stop.signal, server);
  return exitCode.done;
}

function tellLevelUnheard({ said }: Settings, io: Io): void {
  const level = said.get('logLevel');
  if (level === undefined) return;
  io.err(`gangway: ${level.where}: the hook has a logger of its own, which knows nothing of it\n`);
}
