import { serverMetrics, serveUntil } from '@gangway/adapter-http';
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
  if (input.watch !== true) return serveOnce(input, io, stop.signal);
  const { runWatch } = await import('./watch/run-watch.js');
  return runWatch(input, io, stop.signal);
}

async function serveOnce(input: ServeInput, io: Io, stop: AbortSignal): Promise<ExitCode> {
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
  tellListening(server, input, { settings, logsAsTold }, io);
  await serveUntil(stop, server);
  return exitCode.done;
}
